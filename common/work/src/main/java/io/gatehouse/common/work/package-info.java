// SPDX-License-Identifier: Apache-2.0
/**
 * Work that is done again: at intervals, until an answer comes, or by whoever's turn it is. Every
 * service does such work, also those without a database, so it is neither in {@code web} (the door)
 * nor in {@code sql}; it is plain Java, and each service makes its own beans of it.
 */
package io.gatehouse.common.work;
