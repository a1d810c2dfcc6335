-- SPDX-License-Identifier: Apache-2.0
-- Who did what, from where, and how it ended. Rows are only added; when they are chained, position and hash are filled in.
-- subject: the account whose event it is, who may see it; null if there is none.
-- event: an event of OCSF, JSON, without secrets, names and addresses of e-mail.
-- position: from 1, without gaps; hash: hexadecimal, of the event and the hash before.
CREATE TABLE IF NOT EXISTS audit_events (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    subject UUID,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    position BIGINT,
    hash TEXT
);
