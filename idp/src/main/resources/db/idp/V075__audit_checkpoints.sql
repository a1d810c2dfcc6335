-- SPDX-License-Identifier: Apache-2.0
-- Signed statements of the hash that the event of a position has. Rows are only added.
-- signed: a JWS in the compact form.
CREATE TABLE IF NOT EXISTS audit_checkpoints (
    position BIGINT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    signed TEXT NOT NULL
);
