// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import java.util.List;

/**
 * The problems that gateways send: {@code gate/problems.yaml}. The first reply that matches
 * applies.
 *
 * @param gate replies of the gateway
 * @param service replies of a service's sidecar
 */
public record Problems(List<Problem> all, List<Reply> gate, List<Reply> service) {
    public Problems {
        all = List.copyOf(all);
        gate = List.copyOf(gate);
        service = List.copyOf(service);
    }
}
