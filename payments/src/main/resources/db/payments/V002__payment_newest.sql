-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS payment_newest ON payment (created_at DESC, id DESC)
