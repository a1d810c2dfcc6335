// SPDX-License-Identifier: Apache-2.0
/** Access tokens. */
package io.gatehouse.idp.token;
