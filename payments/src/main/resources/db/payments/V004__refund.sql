-- SPDX-License-Identifier: Apache-2.0
-- Asked is what the request named; nothing means all that was left.
CREATE TABLE IF NOT EXISTS refund (
    id UUID PRIMARY KEY,
    payment_id UUID NOT NULL,
    asked_amount INT8 NULL,
    amount INT8 NOT NULL CHECK (amount >= 0),
    currency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'REFUNDED', 'REFUSED')),
    refusal_code TEXT NULL,
    provider_refund TEXT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 70)
