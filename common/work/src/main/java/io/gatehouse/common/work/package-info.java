// SPDX-License-Identifier: Apache-2.0
/**
 * Repeated work: periodic rounds, retries with backoff, leases. Services without a database use it
 * too, so it is neither in {@code web} nor in {@code sql}. It is plain Java; each service makes its
 * own beans of it.
 */
package io.gatehouse.common.work;
