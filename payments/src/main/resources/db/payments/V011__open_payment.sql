-- SPDX-License-Identifier: Apache-2.0
-- The payments whose outcome is open. The source of a manual charge is sealed, and goes with the row when there is an
-- outcome. No index but the key's: each change of the lease would write to it.
CREATE TABLE IF NOT EXISTS open_payment (
    id UUID PRIMARY KEY,
    sealed_source BYTEA NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
) WITH (fillfactor = 70)
