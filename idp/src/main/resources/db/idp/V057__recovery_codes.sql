-- SPDX-License-Identifier: Apache-2.0
-- What stands in for a second factor that was lost, each once. hash: keyed hash, in base64url.
CREATE TABLE IF NOT EXISTS recovery_codes (
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    PRIMARY KEY (account_id, hash)
);
