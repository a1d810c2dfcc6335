-- SPDX-License-Identifier: Apache-2.0
-- The thumbprint of the key that whoever exchanges the code must prove (RFC 9449 section 10); absent where none was named.
ALTER TABLE authorization_codes ADD COLUMN IF NOT EXISTS dpop_jkt TEXT;
