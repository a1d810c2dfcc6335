// SPDX-License-Identifier: Apache-2.0
/** The commands: they generate the files of the gate, and add services to its tables or remove them. */
package io.gatehouse.gate.edit;
