// SPDX-License-Identifier: Apache-2.0

/** The command that makes the files of the gate. */
package io.gatehouse.gate;
