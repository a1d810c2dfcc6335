-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS mail_links_by_expiry ON mail_links (expires_at);
