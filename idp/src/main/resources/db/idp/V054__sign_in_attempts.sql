-- SPDX-License-Identifier: Apache-2.0
-- How many passwords were tried of late: a bucket for each account, known device and block of addresses.
-- key: keyed hash, in base64url, of what is counted.
-- empty_at: when the bucket will have drained; further away, the fuller it is.
CREATE TABLE IF NOT EXISTS sign_in_attempts (
    key TEXT NOT NULL PRIMARY KEY,
    empty_at TIMESTAMPTZ NOT NULL
);
