-- SPDX-License-Identifier: Apache-2.0
-- Whether a link that was sent to the address has been used. The default is for what an instance of an earlier version
-- inserts.
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS email_verified BOOL NOT NULL DEFAULT FALSE;
