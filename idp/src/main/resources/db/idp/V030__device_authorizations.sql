-- SPDX-License-Identifier: Apache-2.0
-- Devices that wait for a person to allow them (RFC 8628). hash: SHA-256 of the device code. account_id and what follows:
-- who has allowed it; absent until then. A used one stays for a while, so that its code is not given out again.
CREATE TABLE IF NOT EXISTS device_authorizations (
    hash BYTEA NOT NULL PRIMARY KEY,
    user_code TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('PENDING', 'ALLOWED', 'DENIED', 'USED')),
    account_id UUID,
    account_not_before INT8,
    authenticated_at TIMESTAMPTZ,
    interval_seconds INT8 NOT NULL,
    polled_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ NOT NULL
);
