-- SPDX-License-Identifier: Apache-2.0
-- The assertions by which clients have authenticated, until they expire: each counts once.
-- hash: SHA-256 of the client's id and that of the assertion.
CREATE TABLE IF NOT EXISTS used_assertions (
    hash BYTEA NOT NULL PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
);
