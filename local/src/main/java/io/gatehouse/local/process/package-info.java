// SPDX-License-Identifier: Apache-2.0
/** Starts, watches, restarts and ends processes, independently of what they are. */
package io.gatehouse.local.process;
