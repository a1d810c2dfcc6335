-- SPDX-License-Identifier: Apache-2.0
-- What the purchase is to be charged to, sealed. It goes with the row when the purchase has its outcome.
ALTER TABLE open_purchase ADD COLUMN IF NOT EXISTS sealed_source BYTEA NULL
