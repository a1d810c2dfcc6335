-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS webhook_event_age ON webhook_event (received_at)
