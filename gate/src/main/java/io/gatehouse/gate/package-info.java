// SPDX-License-Identifier: Apache-2.0

/** The program that reads and writes the tables of the gate. */
package io.gatehouse.gate;
