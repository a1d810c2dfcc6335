-- SPDX-License-Identifier: Apache-2.0
-- session_id: the session that the code was exchanged for; absent until then. A used code stays for a while, so that
-- its second use is noticed.
CREATE TABLE IF NOT EXISTS authorization_codes (
    hash BYTEA NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    scope TEXT NOT NULL,
    nonce TEXT,
    browser_session_id UUID NOT NULL,
    authenticated_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    session_id UUID
);
