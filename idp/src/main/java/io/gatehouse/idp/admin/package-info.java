// SPDX-License-Identifier: Apache-2.0
/** What administrators do to accounts. */
package io.gatehouse.idp.admin;
