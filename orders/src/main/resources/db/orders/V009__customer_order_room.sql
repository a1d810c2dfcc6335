-- SPDX-License-Identifier: Apache-2.0
-- Room in each page for the updated rows, which then change no index.
ALTER TABLE customer_order SET (fillfactor = 70)
