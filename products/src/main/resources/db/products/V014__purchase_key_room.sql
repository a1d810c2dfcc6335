-- SPDX-License-Identifier: Apache-2.0
-- Half of each page, for the answer that is added to a row.
ALTER TABLE purchase_key SET (fillfactor = 50)
