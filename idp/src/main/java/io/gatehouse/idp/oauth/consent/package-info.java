// SPDX-License-Identifier: Apache-2.0
/** What people have allowed clients, and how they withdraw it. */
package io.gatehouse.idp.oauth.consent;
