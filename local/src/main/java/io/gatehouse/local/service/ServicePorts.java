// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import io.gatehouse.local.home.Ports;
import java.util.OptionalInt;

/** Where a service listens: for its callers, for health and metrics, and for gRPC if it does. */
public record ServicePorts(int app, int admin, OptionalInt grpc) {
    public static ServicePorts of(ServiceDefinition service, Ports ports) {
        return new ServicePorts(
                ports.free(),
                ports.free(),
                service.hasGrpc() ? OptionalInt.of(ports.free()) : OptionalInt.empty());
    }
}
