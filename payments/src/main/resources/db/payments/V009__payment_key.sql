-- SPDX-License-Identifier: Apache-2.0
-- The idempotency key of a manual charge or refund, and the id of the payment or refund that was made for it.
CREATE TABLE IF NOT EXISTS payment_key (
    account_id UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    made_id UUID NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
)
