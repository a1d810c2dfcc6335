-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account_id);
