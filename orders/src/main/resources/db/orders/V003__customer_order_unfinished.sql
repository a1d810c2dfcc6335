-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS customer_order_unfinished ON customer_order (leased_until)
    WHERE status IN ('PENDING', 'CANCELLING')
