-- SPDX-License-Identifier: Apache-2.0
-- roles: space separated, sorted; admin is derived so that the two can never disagree.
-- not_before: epoch seconds; access tokens issued at or before it are refused at the gate.
CREATE TABLE IF NOT EXISTS accounts (
    id UUID NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    email_lookup BYTEA NOT NULL UNIQUE,
    email_sealed BYTEA NOT NULL,
    password_hash TEXT NOT NULL,
    password_version INT8 NOT NULL,
    roles TEXT NOT NULL,
    admin BOOL NOT NULL GENERATED ALWAYS AS (strpos(roles, 'admin') > 0) STORED,
    enabled BOOL NOT NULL,
    not_before INT8 NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
