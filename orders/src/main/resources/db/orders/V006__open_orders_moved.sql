-- SPDX-License-Identifier: Apache-2.0
INSERT INTO open_order (id, opened_at, leased_until, attempts)
SELECT id, updated_at, leased_until, attempts FROM customer_order
WHERE status IN ('PENDING', 'CANCELLING')
ON CONFLICT (id) DO NOTHING
