-- SPDX-License-Identifier: Apache-2.0
-- How the person signed in, as in browser_sessions.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS methods TEXT;
