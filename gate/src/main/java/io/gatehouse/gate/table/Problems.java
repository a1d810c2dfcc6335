// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.List;

/**
 * What gateways answer by themselves: {@code gate/problems.yaml}. The first reply that fits holds.
 *
 * @param gate replies of the gateway
 * @param service replies of the proxy before a service
 */
public record Problems(List<Problem> all, List<Reply> gate, List<Reply> service) {
    /** Takes copies. */
    public Problems {
        all = List.copyOf(all);
        gate = List.copyOf(gate);
        service = List.copyOf(service);
    }
}
