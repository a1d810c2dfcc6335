-- SPDX-License-Identifier: Apache-2.0
-- What admits to the registration of clients (RFC 7591, RFC 7592). hash: SHA-256 of the token.
-- client_id: the client that it manages; absent for an initial access token, of which uses_left tells how many more
-- clients it registers. expires_at: of another one in the year 9999, until its client is removed, whose sessions are then
-- looked for and ended for a while. The last constraint is there for its index.
CREATE TABLE IF NOT EXISTS registration_tokens (
    hash BYTEA NOT NULL PRIMARY KEY,
    client_id TEXT UNIQUE,
    uses_left INT8 NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    UNIQUE (expires_at, hash)
);
