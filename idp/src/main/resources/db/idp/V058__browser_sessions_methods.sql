-- SPDX-License-Identifier: Apache-2.0
-- How the person signed in, by the names of RFC 8176, space separated; absent where it was by password alone.
ALTER TABLE browser_sessions ADD COLUMN IF NOT EXISTS methods TEXT;
