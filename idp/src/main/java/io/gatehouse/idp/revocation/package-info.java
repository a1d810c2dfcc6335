// SPDX-License-Identifier: Apache-2.0
/** The deny list and how the gate hears of it. */
package io.gatehouse.idp.revocation;
