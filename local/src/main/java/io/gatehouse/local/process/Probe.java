// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

/** Asks a process whether it still works. */
@FunctionalInterface
public interface Probe {
    /** Answers within a bounded time and never throws for a process that is away. */
    boolean isHealthy();
}
