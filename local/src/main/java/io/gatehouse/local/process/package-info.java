// SPDX-License-Identifier: Apache-2.0
/** Processes that are started, watched, started again and ended; knows nothing of the shop. */
package io.gatehouse.local.process;
