// SPDX-License-Identifier: Apache-2.0
/** The commands that generate the files of the gate and edit its tables. */
package io.gatehouse.gate.edit;
