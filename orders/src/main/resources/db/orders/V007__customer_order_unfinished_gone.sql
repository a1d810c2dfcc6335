-- SPDX-License-Identifier: Apache-2.0
DROP INDEX IF EXISTS customer_order_unfinished
