-- SPDX-License-Identifier: Apache-2.0
-- The id is the id of the order as well. Name and price are those of the moment of buying.
CREATE TABLE IF NOT EXISTS reservation (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    product_id UUID NOT NULL REFERENCES product (id),
    product_name TEXT NOT NULL,
    quantity INT8 NOT NULL CHECK (quantity > 0),
    price_amount INT8 NOT NULL,
    price_currency TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('RESERVED', 'COMMITTED', 'RELEASED')),
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
)
