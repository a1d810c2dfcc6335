-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS sessions_by_browser ON sessions (browser_session_id) WHERE browser_session_id IS NOT NULL;
