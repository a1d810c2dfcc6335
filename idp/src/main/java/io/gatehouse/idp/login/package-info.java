// SPDX-License-Identifier: Apache-2.0
/** Signing in and out, refreshing, and the account of the one who is signed in, over HTTP. */
package io.gatehouse.idp.login;
