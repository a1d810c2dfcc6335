-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS browser_sessions_by_account ON browser_sessions (account_id);
