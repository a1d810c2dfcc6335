-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS accounts_by_age ON accounts (created_at DESC, id DESC);
