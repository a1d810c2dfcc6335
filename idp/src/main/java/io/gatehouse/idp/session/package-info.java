// SPDX-License-Identifier: Apache-2.0
/** Sessions and their refresh tokens: opened, rotated, checked for reuse, ended, cleaned up. */
package io.gatehouse.idp.session;
