-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS payment_key_expiry ON payment_key (expires_at)
