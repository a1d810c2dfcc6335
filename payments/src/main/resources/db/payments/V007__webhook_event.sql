-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS webhook_event (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL
)
