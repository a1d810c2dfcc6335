-- SPDX-License-Identifier: Apache-2.0
-- The idempotency key of a stock correction, with its answer. No index for the expiry: it holds what admins correct in a
-- day.
CREATE TABLE IF NOT EXISTS correction_key (
    account_id UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    movement_id UUID NOT NULL,
    answer TEXT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
)
