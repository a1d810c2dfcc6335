-- SPDX-License-Identifier: Apache-2.0
-- What access tokens may be for (RFC 8707), separated by spaces; absent where it is the gate alone, as in all rows before.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS audiences TEXT;
