-- SPDX-License-Identifier: Apache-2.0
DROP INDEX IF EXISTS reservation_unfinished
