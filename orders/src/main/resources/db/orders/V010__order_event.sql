-- SPDX-License-Identifier: Apache-2.0
-- Each state that an order has reached, and when. No state is reached twice.
CREATE TABLE IF NOT EXISTS order_event (
    order_id UUID NOT NULL REFERENCES customer_order (id),
    status TEXT NOT NULL,
    reached_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (order_id, status)
)
