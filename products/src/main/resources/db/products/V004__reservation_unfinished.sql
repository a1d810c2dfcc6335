-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS reservation_unfinished ON reservation (leased_until)
    WHERE status = 'RESERVED'
