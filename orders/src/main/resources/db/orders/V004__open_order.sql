-- SPDX-License-Identifier: Apache-2.0
-- The unfinished orders, for the workers. It is a table of its own so that an update of an order
-- changes no index: at SERIALIZABLE that conflicts with all who read a page of that index.
-- No foreign key, whose check reads pages that other orders write.
CREATE TABLE IF NOT EXISTS open_order (
    id UUID PRIMARY KEY,
    opened_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
)
