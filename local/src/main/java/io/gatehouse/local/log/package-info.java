// SPDX-License-Identifier: Apache-2.0
/** The logs of all parts of a run: kept within bounds, and read as one. */
package io.gatehouse.local.log;
