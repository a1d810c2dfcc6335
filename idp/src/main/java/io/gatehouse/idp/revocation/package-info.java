// SPDX-License-Identifier: Apache-2.0
/** Revocations, and how authz receives them. */
package io.gatehouse.idp.revocation;
