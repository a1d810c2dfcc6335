-- SPDX-License-Identifier: Apache-2.0
-- As each service with an outbox has them, there a file each.
CREATE TABLE IF NOT EXISTS outbox_message (
    topic TEXT NOT NULL,
    message_key TEXT NOT NULL,
    place INT8 NOT NULL,
    id UUID NOT NULL,
    payload TEXT NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (topic, message_key, place)
);
CREATE TABLE IF NOT EXISTS outbox_stream (
    topic TEXT NOT NULL,
    message_key TEXT NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL,
    PRIMARY KEY (topic, message_key)
);
CREATE INDEX IF NOT EXISTS outbox_stream_due ON outbox_stream (leased_until);
CREATE TABLE IF NOT EXISTS outbox_parked (
    id UUID PRIMARY KEY,
    topic TEXT NOT NULL,
    message_key TEXT NOT NULL,
    payload TEXT NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    parked_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    wanted BOOL NOT NULL
);
