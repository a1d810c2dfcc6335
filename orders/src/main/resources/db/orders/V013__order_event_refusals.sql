-- SPDX-License-Identifier: Apache-2.0
-- How many refusals came before the state was reached: with each, states are reached again.
ALTER TABLE order_event ADD COLUMN IF NOT EXISTS refusals INT8 NOT NULL DEFAULT 0
