-- SPDX-License-Identifier: Apache-2.0
INSERT INTO open_purchase (id, opened_at, leased_until, attempts)
SELECT id, created_at, leased_until, attempts FROM reservation WHERE status = 'RESERVED'
ON CONFLICT (id) DO NOTHING
