// SPDX-License-Identifier: Apache-2.0
/** The administration of accounts. */
package io.gatehouse.idp.admin;
