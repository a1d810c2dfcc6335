-- SPDX-License-Identifier: Apache-2.0
-- Appended only. The transaction's id is the payment's or the refund's, so that neither is entered twice.
CREATE TABLE IF NOT EXISTS ledger_entry (
    transaction_id UUID NOT NULL,
    account TEXT NOT NULL CHECK (account IN ('provider', 'sales')),
    amount INT8 NOT NULL,
    currency TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (transaction_id, account)
)
