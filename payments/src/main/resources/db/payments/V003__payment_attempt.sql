-- SPDX-License-Identifier: Apache-2.0
-- A call to the provider: it is there before the call is made, and has no outcome if the service died meanwhile.
CREATE TABLE IF NOT EXISTS payment_attempt (
    payment_id UUID NOT NULL,
    id UUID NOT NULL,
    refund_id UUID NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ NULL,
    outcome TEXT NULL CHECK (outcome IN ('CHARGED', 'DECLINED', 'REFUNDED', 'REFUSED', 'UNKNOWN')),
    PRIMARY KEY (payment_id, id)
) WITH (fillfactor = 70)
