-- SPDX-License-Identifier: Apache-2.0
-- The refunds whose outcome is open.
CREATE TABLE IF NOT EXISTS open_refund (
    id UUID PRIMARY KEY,
    opened_at TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ NOT NULL,
    attempts INT8 NOT NULL
) WITH (fillfactor = 70)
