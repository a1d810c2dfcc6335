// SPDX-License-Identifier: Apache-2.0
/** The logs of all parts of a run: their rotation, and a merged view of them. */
package io.gatehouse.local.log;
