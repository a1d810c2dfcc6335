// SPDX-License-Identifier: Apache-2.0
/** The endpoint at which clients push authorization requests (RFC 9126). */
package io.gatehouse.idp.oauth.par;
