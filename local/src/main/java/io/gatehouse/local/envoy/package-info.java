// SPDX-License-Identifier: Apache-2.0
/** The Envoys of a local run: the program and its processes. */
package io.gatehouse.local.envoy;
