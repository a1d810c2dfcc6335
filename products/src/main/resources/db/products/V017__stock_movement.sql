-- SPDX-License-Identifier: Apache-2.0
-- Appended only, which holds for the service's role too. For each product the sum of all changes is its stock. The key is
-- the order of the list, so that a purchase writes to one index, in the place of its product. No foreign key, whose check
-- reads pages that other purchases write.
CREATE TABLE IF NOT EXISTS stock_movement (
    product_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    id UUID NOT NULL,
    change INT8 NOT NULL CHECK (change <> 0),
    kind TEXT NOT NULL CHECK (kind IN ('OPENED', 'RESERVED', 'RELEASED', 'SET', 'CORRECTED')),
    reservation_id UUID NULL,
    account_id UUID NULL,
    reason TEXT NULL,
    PRIMARY KEY (product_id, created_at, id)
);
REVOKE UPDATE, DELETE ON stock_movement FROM products
