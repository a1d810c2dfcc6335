// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.cases;

/** A request, and what the gate must make of it. */
public record GateCase(String method, String path, Caller caller, Outcome outcome) {}
