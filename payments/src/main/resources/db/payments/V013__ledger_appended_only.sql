-- SPDX-License-Identifier: Apache-2.0
-- The service adds entries; not even a fault of it can change or delete one.
REVOKE UPDATE, DELETE ON ledger_entry FROM payments
