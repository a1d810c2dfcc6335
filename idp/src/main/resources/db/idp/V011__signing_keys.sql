-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS signing_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRED')),
    private_sealed BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    activated_at TIMESTAMPTZ,
    retired_at TIMESTAMPTZ
);
