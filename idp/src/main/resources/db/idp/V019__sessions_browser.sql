-- SPDX-License-Identifier: Apache-2.0
-- The session of the browser in which the client got its tokens; absent where no browser took part.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS browser_session_id UUID;
