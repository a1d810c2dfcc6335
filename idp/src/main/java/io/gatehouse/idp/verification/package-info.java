// SPDX-License-Identifier: Apache-2.0
/** Proof that a person reads the mails at an address: at first, and when it is to change. */
package io.gatehouse.idp.verification;
