-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS product_newest ON product (created_at DESC, id DESC)
