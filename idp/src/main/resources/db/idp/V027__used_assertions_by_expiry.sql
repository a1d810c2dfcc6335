-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS used_assertions_by_expiry ON used_assertions (expires_at);
