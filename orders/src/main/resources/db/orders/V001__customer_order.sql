-- SPDX-License-Identifier: Apache-2.0
-- The lines are read and written with their order only, never alone: they need no table.
CREATE TABLE IF NOT EXISTS customer_order (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL,
    request_hash TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'PAID', 'DECLINED', 'CANCELLING', 'CANCELLED')),
    lines JSONB NOT NULL,
    total_amount INT8 NOT NULL CHECK (total_amount >= 0),
    total_currency TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
)
