-- SPDX-License-Identifier: Apache-2.0
-- The keys of before are RSA.
ALTER TABLE signing_keys ADD COLUMN IF NOT EXISTS algorithm TEXT NOT NULL DEFAULT 'RS256';
