-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS sessions_by_expiry ON sessions (idle_expires_at);
