-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE IF NOT EXISTS revocations (
    revision INT8 NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('jti', 'sid', 'sub', 'kid')),
    value TEXT NOT NULL,
    not_before INT8,
    expires_at TIMESTAMPTZ NOT NULL
);
