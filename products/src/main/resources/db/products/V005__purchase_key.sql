-- SPDX-License-Identifier: Apache-2.0
-- No outcome yet: the purchase is under way. A key sold out at once never had a reservation.
CREATE TABLE IF NOT EXISTS purchase_key (
    account_id UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    reservation_id UUID NOT NULL,
    outcome TEXT NULL CHECK (outcome IN ('ORDERED', 'DECLINED', 'SOLD_OUT')),
    answer TEXT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
)
