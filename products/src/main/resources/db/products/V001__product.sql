-- SPDX-License-Identifier: Apache-2.0
-- stock + reserved + sold changes only when an admin sets stock.
CREATE TABLE IF NOT EXISTS product (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    price_amount INT8 NOT NULL CHECK (price_amount > 0),
    price_currency TEXT NOT NULL,
    stock INT8 NOT NULL CHECK (stock >= 0),
    reserved INT8 NOT NULL CHECK (reserved >= 0),
    sold INT8 NOT NULL CHECK (sold >= 0),
    archived BOOL NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
)
