-- SPDX-License-Identifier: Apache-2.0
-- A single row; every denial raises it in its own transaction, so revisions commit in order and without gaps.
CREATE TABLE IF NOT EXISTS revocation_head (
    id INT8 NOT NULL PRIMARY KEY CHECK (id = 1),
    revision INT8 NOT NULL
);
