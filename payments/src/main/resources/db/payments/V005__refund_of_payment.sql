-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX IF NOT EXISTS refund_of_payment ON refund (payment_id)
