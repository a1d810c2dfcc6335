// SPDX-License-Identifier: Apache-2.0
/** The commands: they change the tables, and make anew what is made of them. */
package io.gatehouse.gate.edit;
