-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS purchase_key_expiry ON purchase_key (expires_at)
