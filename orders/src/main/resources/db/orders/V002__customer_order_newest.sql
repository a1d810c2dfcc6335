-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS customer_order_newest ON customer_order (customer_id, created_at DESC, id DESC)
