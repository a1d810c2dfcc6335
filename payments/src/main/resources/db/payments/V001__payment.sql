-- SPDX-License-Identifier: Apache-2.0
-- The id of an order's payment is the order's. What is refunded, or being refunded, is never more than the amount.
-- A change of status touches no index, so that it writes to no page that other payments are on.
CREATE TABLE IF NOT EXISTS payment (
    id UUID PRIMARY KEY,
    order_id UUID NULL,
    customer_id UUID NULL,
    amount INT8 NOT NULL CHECK (amount >= 0),
    refunded_amount INT8 NOT NULL CHECK (refunded_amount >= 0),
    currency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('PENDING', 'PAID', 'DECLINED')),
    decline_code TEXT NULL,
    reference TEXT NULL,
    provider_charge TEXT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CHECK (refunded_amount <= amount)
) WITH (fillfactor = 70)
