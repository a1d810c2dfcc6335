// SPDX-License-Identifier: Apache-2.0
/** Sessions and their refresh tokens: opening, rotation, detection of reuse, ending, cleanup. */
package io.gatehouse.idp.session;
