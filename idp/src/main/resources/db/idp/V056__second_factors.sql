-- SPDX-License-Identifier: Apache-2.0
-- What an account proves beside its password, a row each.
-- enrolled: whether a first code has confirmed it. Until then it counts for nothing, and goes when its time is up.
-- last_step: the latest step of time (30 s since 1970) whose code was used; no earlier one is accepted.
-- The second UNIQUE is the index by which old rows that nobody confirmed are found.
CREATE TABLE IF NOT EXISTS second_factors (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    enrolled BOOL NOT NULL,
    secret_sealed BYTEA NOT NULL,
    last_step INT8 NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    enrolled_at TIMESTAMPTZ,
    UNIQUE (account_id, kind, enrolled),
    UNIQUE (enrolled, begun_at, id)
);
