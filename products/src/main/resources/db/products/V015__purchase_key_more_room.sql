-- SPDX-License-Identifier: Apache-2.0
-- An answer is twice as long as the rest of its row: with less room than this the row moves to another page, and with
-- it into each index, where it conflicts with purchases that have read a page of them.
ALTER TABLE purchase_key SET (fillfactor = 25)
