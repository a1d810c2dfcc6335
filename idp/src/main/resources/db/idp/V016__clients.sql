-- SPDX-License-Identifier: Apache-2.0
-- metadata: client metadata (RFC 7591, OpenID Connect Dynamic Client Registration 1.0).
-- secret_hash: SHA-256; absent for a public client.
CREATE TABLE IF NOT EXISTS clients (
    id TEXT NOT NULL PRIMARY KEY,
    metadata JSONB NOT NULL,
    secret_hash BYTEA,
    created_at TIMESTAMPTZ NOT NULL
);
