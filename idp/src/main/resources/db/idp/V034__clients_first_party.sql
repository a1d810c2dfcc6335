-- SPDX-License-Identifier: Apache-2.0
-- Whether the operator has named the client: it needs nobody's consent.
ALTER TABLE clients ADD COLUMN IF NOT EXISTS first_party BOOL NOT NULL DEFAULT true;
