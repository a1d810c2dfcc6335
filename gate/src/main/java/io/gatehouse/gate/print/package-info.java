// SPDX-License-Identifier: Apache-2.0

/** What is made of the tables, in the words of each reader: Envoy, Istio, authz, ratelimit. */
package io.gatehouse.gate.print;
