-- SPDX-License-Identifier: Apache-2.0
-- Of orders from before there is known when they were placed, and when they reached the state they are in.
INSERT INTO order_event (order_id, status, reached_at)
SELECT id, 'PENDING', created_at FROM customer_order
UNION
SELECT id, status, updated_at FROM customer_order WHERE status <> 'PENDING'
ON CONFLICT (order_id, status) DO NOTHING
