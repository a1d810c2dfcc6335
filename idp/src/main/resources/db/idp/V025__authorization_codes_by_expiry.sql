-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS authorization_codes_by_expiry ON authorization_codes (expires_at);
