-- SPDX-License-Identifier: Apache-2.0
-- Messages whose delivery kept failing. Where an operator sets wanted, the relay takes them up again.
CREATE TABLE IF NOT EXISTS outbox_parked (
    id UUID PRIMARY KEY,
    topic TEXT NOT NULL,
    message_key TEXT NOT NULL,
    payload TEXT NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    parked_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    wanted BOOL NOT NULL
)
