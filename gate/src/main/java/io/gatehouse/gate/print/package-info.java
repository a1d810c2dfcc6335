// SPDX-License-Identifier: Apache-2.0

/**
 * Generates configuration from the tables in the format of each consumer: Envoy, Istio, Kubernetes,
 * authz, ratelimit.
 */
package io.gatehouse.gate.print;
