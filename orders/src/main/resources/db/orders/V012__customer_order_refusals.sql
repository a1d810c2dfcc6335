-- SPDX-License-Identifier: Apache-2.0
-- How often a refund of the order was refused. Each time it is paid again, and the next refund has an id of its own.
ALTER TABLE customer_order ADD COLUMN IF NOT EXISTS refusals INT8 NOT NULL DEFAULT 0
