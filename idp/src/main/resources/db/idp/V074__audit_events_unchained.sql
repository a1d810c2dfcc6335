-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS audit_events_unchained ON audit_events (at, id) WHERE position IS NULL;
