// SPDX-License-Identifier: Apache-2.0
/** Token exchange: a service acts for whoever has called it (RFC 8693). */
package io.gatehouse.idp.oauth.exchange;
