-- SPDX-License-Identifier: Apache-2.0
-- Half of each page: each row is updated once soon after it is inserted, as are its neighbours.
ALTER TABLE reservation SET (fillfactor = 50)
