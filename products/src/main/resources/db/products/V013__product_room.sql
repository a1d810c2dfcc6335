-- SPDX-License-Identifier: Apache-2.0
-- Half of each page, since its rows are updated all the time.
ALTER TABLE product SET (fillfactor = 50)
