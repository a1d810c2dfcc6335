-- SPDX-License-Identifier: Apache-2.0
-- Where somebody has signed in, as in sessions.
ALTER TABLE browser_sessions ADD COLUMN IF NOT EXISTS address TEXT, ADD COLUMN IF NOT EXISTS user_agent TEXT;
