-- SPDX-License-Identifier: Apache-2.0
-- Who may do a piece of background work, and until when.
CREATE TABLE IF NOT EXISTS leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder UUID NOT NULL,
    held_until TIMESTAMPTZ NOT NULL
);
