-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS open_purchase_due ON open_purchase (leased_until)
