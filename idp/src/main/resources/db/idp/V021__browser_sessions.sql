-- SPDX-License-Identifier: Apache-2.0
-- Who is signed in in a browser, for all clients. secret_hash: SHA-256 of the cookie.
CREATE TABLE IF NOT EXISTS browser_sessions (
    id UUID NOT NULL PRIMARY KEY,
    secret_hash BYTEA NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    authenticated_at TIMESTAMPTZ NOT NULL,
    idle_expires_at TIMESTAMPTZ NOT NULL,
    absolute_expires_at TIMESTAMPTZ NOT NULL
);
