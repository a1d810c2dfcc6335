// SPDX-License-Identifier: Apache-2.0
/** The HTTP endpoints to sign in and out, to refresh, and for the caller's own account. */
package io.gatehouse.idp.login;
