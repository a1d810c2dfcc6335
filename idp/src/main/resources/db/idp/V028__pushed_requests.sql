-- SPDX-License-Identifier: Apache-2.0
-- Authorization requests that clients have pushed (RFC 9126). hash: SHA-256 of the secret in their URI.
CREATE TABLE IF NOT EXISTS pushed_requests (
    hash BYTEA NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    parameters_sealed BYTEA NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
