-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS outbox_stream_due ON outbox_stream (leased_until)
