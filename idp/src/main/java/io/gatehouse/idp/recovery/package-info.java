// SPDX-License-Identifier: Apache-2.0
/** A new password for whoever has forgotten theirs, by proof that they read its address's mails. */
package io.gatehouse.idp.recovery;
