// SPDX-License-Identifier: Apache-2.0
/** The gateway of a local run: a real Envoy. */
package io.gatehouse.local.envoy;
