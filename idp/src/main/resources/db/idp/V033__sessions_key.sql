-- SPDX-License-Identifier: Apache-2.0
-- The thumbprint of the key that whoever refreshes must prove (RFC 9449 section 5); absent where none is bound.
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS dpop_jkt TEXT;
