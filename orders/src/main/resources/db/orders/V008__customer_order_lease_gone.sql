-- SPDX-License-Identifier: Apache-2.0
-- Both at once: a version that still writes them fails, rather than open what no worker sees.
ALTER TABLE customer_order DROP COLUMN IF EXISTS leased_until, DROP COLUMN IF EXISTS attempts
