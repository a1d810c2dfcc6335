-- SPDX-License-Identifier: Apache-2.0
-- Of what an order is charged to, so that a repetition with another source is noticed when the source itself is gone.
-- Nothing: what is configured.
ALTER TABLE payment ADD COLUMN IF NOT EXISTS source_hash TEXT NULL
