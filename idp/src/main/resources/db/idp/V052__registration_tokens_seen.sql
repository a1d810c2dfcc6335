-- SPDX-License-Identifier: Apache-2.0
-- What an administrator sees of an initial access token. made_by: the account; absent for one of before. The defaults are
-- for what an instance of an earlier version inserts.
ALTER TABLE registration_tokens
    ADD COLUMN IF NOT EXISTS id UUID NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    ADD COLUMN IF NOT EXISTS made_by UUID;
