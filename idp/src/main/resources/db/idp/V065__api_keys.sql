-- SPDX-License-Identifier: Apache-2.0
-- With what programs come to the gate in somebody's name. id: sid of the access tokens that it is exchanged for.
-- hash: keyed hash of the key, which itself is nowhere. prefix: its first characters, for its owner to know it by.
-- roles: at most these of the owner's. last_used_at: of the last exchange, to about a minute.
CREATE TABLE IF NOT EXISTS api_keys (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hash BYTEA NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    methods TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    UNIQUE (account_id, name)
);
