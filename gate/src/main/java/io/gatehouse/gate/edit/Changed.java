// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

/** A file of the work tree that was written or removed. */
record Changed(String file, boolean isRemoved) {}
