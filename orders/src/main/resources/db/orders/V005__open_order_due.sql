-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS open_order_due ON open_order (leased_until)
