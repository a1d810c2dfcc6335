-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS browser_sessions_by_expiry ON browser_sessions (idle_expires_at);
