// SPDX-License-Identifier: Apache-2.0

/** The hand-written tables of the gate: routes, limits and problems. */
package io.gatehouse.gate.table;
