-- SPDX-License-Identifier: Apache-2.0
-- What people have allowed clients. scope: separated by spaces, sorted; only what is not in it is asked for again.
CREATE TABLE IF NOT EXISTS consents (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    granted_at TIMESTAMPTZ NOT NULL,
    UNIQUE (account_id, client_id)
);
