-- SPDX-License-Identifier: Apache-2.0
-- Between two refusals no state is reached twice.
ALTER TABLE order_event DROP CONSTRAINT order_event_pkey,
    ADD CONSTRAINT order_event_pkey PRIMARY KEY (order_id, refusals, status)
