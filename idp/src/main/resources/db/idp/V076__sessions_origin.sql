-- SPDX-License-Identifier: Apache-2.0
-- Where the session was opened, for its owner to know it by: the address, and what the program there calls itself.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS address TEXT, ADD COLUMN IF NOT EXISTS user_agent TEXT;
