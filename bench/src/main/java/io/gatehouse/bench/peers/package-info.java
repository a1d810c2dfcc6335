// SPDX-License-Identifier: Apache-2.0
/** Measures another identity provider beside ours, in turns, on the same machine and database. */
package io.gatehouse.bench.peers;
