-- SPDX-License-Identifier: Apache-2.0
-- The links in mails that have not been used. hash: keyed hash of the token in it. email_sealed: the address it was sent to.
-- password_version: that of the account when the link was made.
CREATE TABLE IF NOT EXISTS mail_links (
    id UUID NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    purpose TEXT NOT NULL CHECK (purpose IN ('VERIFICATION', 'NEW_ADDRESS', 'RESET')),
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    email_sealed BYTEA NOT NULL,
    password_version INT8 NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
