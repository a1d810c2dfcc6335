-- SPDX-License-Identifier: Apache-2.0
-- Each state that an order has reached, and when. No state is reached twice. Without a foreign key: its check would read
-- the index that placing an order writes, and at SERIALIZABLE orders placed at once would conflict.
CREATE TABLE IF NOT EXISTS order_event (
    order_id UUID NOT NULL,
    status TEXT NOT NULL,
    reached_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (order_id, status)
)
