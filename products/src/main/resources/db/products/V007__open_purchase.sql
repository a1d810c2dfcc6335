-- SPDX-License-Identifier: Apache-2.0
-- The purchases without an outcome, for the workers. It is a table of its own so that an update of a
-- reservation changes no index: at SERIALIZABLE that conflicts with all who read a page of that index.
-- No foreign key, whose check reads pages that other purchases write.
CREATE TABLE IF NOT EXISTS open_purchase (
    id UUID PRIMARY KEY,
    opened_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
)
