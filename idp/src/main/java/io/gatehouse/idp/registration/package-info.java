// SPDX-License-Identifier: Apache-2.0
/** How accounts come to be: somebody registers, or the file of accounts names them. */
package io.gatehouse.idp.registration;
