// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

/** A request, and the outcome that the gate must produce. */
public record GateCase(String method, String path, Caller caller, Outcome outcome) {}
