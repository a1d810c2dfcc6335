-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS api_keys_by_expiry ON api_keys (expires_at);
