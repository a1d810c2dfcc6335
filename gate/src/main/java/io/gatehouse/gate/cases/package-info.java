// SPDX-License-Identifier: Apache-2.0

/** Test cases for the gate, generated from the table; they hold for authz and for both gateways. */
package io.gatehouse.gate.cases;
