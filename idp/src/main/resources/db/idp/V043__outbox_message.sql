-- SPDX-License-Identifier: Apache-2.0
-- Messages of business transactions that wait for their delivery, by the order of those of one key.
CREATE TABLE IF NOT EXISTS outbox_message (
    topic TEXT NOT NULL,
    message_key TEXT NOT NULL,
    place INT8 NOT NULL,
    id UUID NOT NULL,
    payload TEXT NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (topic, message_key, place)
)
