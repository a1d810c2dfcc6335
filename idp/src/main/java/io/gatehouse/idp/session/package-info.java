// SPDX-License-Identifier: Apache-2.0
/** Signing in, staying signed in, and signing out. */
package io.gatehouse.idp.session;
