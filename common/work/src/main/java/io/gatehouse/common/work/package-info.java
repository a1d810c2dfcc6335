// SPDX-License-Identifier: Apache-2.0
/**
 * Repeated work: periodic rounds, retries with backoff, leases. Services without a database use it
 * too, so it is neither in {@code web} nor in {@code sql}. Services produce {@link
 * io.gatehouse.common.work.RepeatedWork} beans, which are started and closed here.
 */
package io.gatehouse.common.work;
