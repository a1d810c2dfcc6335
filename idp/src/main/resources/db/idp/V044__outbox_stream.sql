-- SPDX-License-Identifier: Apache-2.0
-- The keys that have messages waiting, each with the lease of the relay that delivers them. Written by
-- whoever adds and whoever delivers, so that the two of one key never pass each other unseen.
CREATE TABLE IF NOT EXISTS outbox_stream (
    topic TEXT NOT NULL,
    message_key TEXT NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL,
    PRIMARY KEY (topic, message_key)
)
