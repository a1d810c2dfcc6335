-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS pushed_requests_by_expiry ON pushed_requests (expires_at);
