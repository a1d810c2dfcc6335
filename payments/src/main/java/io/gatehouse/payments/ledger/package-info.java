// SPDX-License-Identifier: Apache-2.0
/** The double-entry ledger: every payment and refund is entered twice, and the sum is zero. */
package io.gatehouse.payments.ledger;
