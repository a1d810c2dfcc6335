-- SPDX-License-Identifier: Apache-2.0
CREATE UNIQUE INDEX IF NOT EXISTS audit_events_by_position ON audit_events (position) WHERE position IS NOT NULL;
