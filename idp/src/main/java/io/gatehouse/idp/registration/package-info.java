// SPDX-License-Identifier: Apache-2.0
/** The creation of accounts, by registration or from the accounts file. */
package io.gatehouse.idp.registration;
