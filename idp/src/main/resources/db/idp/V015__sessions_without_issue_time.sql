-- SPDX-License-Identifier: Apache-2.0
-- token_issued_at is not written any more. It stays as long as an instance that reads it may run beside a newer one.
ALTER TABLE sessions ALTER COLUMN token_issued_at SET DEFAULT 0;
