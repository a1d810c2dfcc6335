// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import io.gatehouse.gate.service.Program;
import io.gatehouse.local.home.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a service listens: with mutual TLS for its callers, for health and metrics, and for gRPC if
 * it does. Those of a service that is not ours are its proxy's.
 */
public record ServicePorts(int app, int admin, OptionalInt grpc) {
    public static ServicePorts of(Program program, Ports ports) {
        return new ServicePorts(
                ports.free(),
                ports.free(),
                program.grpcPort().isPresent()
                        ? OptionalInt.of(ports.free())
                        : OptionalInt.empty());
    }

    /** As tools read them: port, adminPort and, where there is one, grpcPort. */
    public Map<String, Integer> byName() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("port", app);
        named.put("adminPort", admin);
        grpc.ifPresent(port -> named.put("grpcPort", port));
        return named;
    }
}
