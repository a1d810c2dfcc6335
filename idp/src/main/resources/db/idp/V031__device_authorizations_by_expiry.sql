-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS device_authorizations_by_expiry ON device_authorizations (expires_at);
