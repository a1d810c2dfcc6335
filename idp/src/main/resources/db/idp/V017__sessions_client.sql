-- SPDX-License-Identifier: Apache-2.0
-- The client that holds the tokens; the default is the sign-in of Gatehouse itself.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS client_id TEXT NOT NULL DEFAULT 'gatehouse';
