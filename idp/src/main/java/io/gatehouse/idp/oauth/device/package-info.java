// SPDX-License-Identifier: Apache-2.0
/** The authorization of devices without a browser: endpoint, user codes and page (RFC 8628). */
package io.gatehouse.idp.oauth.device;
