// SPDX-License-Identifier: Apache-2.0
/** Puts a service into the tables, and takes it out. */
package io.gatehouse.gate.edit;
