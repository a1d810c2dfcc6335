// SPDX-License-Identifier: Apache-2.0
/** Gauges and readiness of the whole service; no other package depends on this one. */
package io.gatehouse.idp.server;
