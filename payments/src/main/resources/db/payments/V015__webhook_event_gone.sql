-- SPDX-License-Identifier: Apache-2.0
-- A payment or refund is decided once, so an event that comes again changes nothing without being remembered.
DROP TABLE IF EXISTS webhook_event
