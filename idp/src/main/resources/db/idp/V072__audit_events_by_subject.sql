-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS audit_events_by_subject ON audit_events (subject, at, id);
