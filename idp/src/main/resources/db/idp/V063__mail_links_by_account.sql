-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS mail_links_by_account ON mail_links (account_id);
