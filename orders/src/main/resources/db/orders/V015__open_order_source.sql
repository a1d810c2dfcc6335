-- SPDX-License-Identifier: Apache-2.0
-- What the order is to be charged to, sealed. It goes with the row when the order is charged or declined.
ALTER TABLE open_order ADD COLUMN IF NOT EXISTS sealed_source BYTEA NULL
