-- SPDX-License-Identifier: Apache-2.0
-- One row per sign-in: the refresh token family. Only SHA-256 of the last two tokens is kept.
-- successor_sealed: the current token, sealed under a key that only the previous token yields.
-- token_issued_at: epoch seconds, iat of the newest access token of this session.
CREATE TABLE IF NOT EXISTS sessions (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    generation INT8 NOT NULL,
    token_hash BYTEA NOT NULL,
    previous_hash BYTEA,
    successor_sealed BYTEA,
    rotated_at TIMESTAMPTZ NOT NULL,
    authenticated_at TIMESTAMPTZ NOT NULL,
    token_issued_at INT8 NOT NULL,
    idle_expires_at TIMESTAMPTZ NOT NULL,
    absolute_expires_at TIMESTAMPTZ NOT NULL
);
