// SPDX-License-Identifier: Apache-2.0

/** What the gate is told by hand: routes, limits and its own answers. */
package io.gatehouse.gate.table;
