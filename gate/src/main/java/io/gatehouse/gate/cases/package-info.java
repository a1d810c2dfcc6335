// SPDX-License-Identifier: Apache-2.0

/** Requests and what the gate makes of them, from the table, for whatever decides about them. */
package io.gatehouse.gate.cases;
