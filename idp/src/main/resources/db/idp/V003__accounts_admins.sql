-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS accounts_admins ON accounts (id) WHERE admin AND enabled;
