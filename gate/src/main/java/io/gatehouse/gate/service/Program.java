// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.OptionalInt;

/** What runs as a service. */
public sealed interface Program permits Own, Foreign {
    /** Where its container listens for requests. */
    int port();

    /** Where its container listens for gRPC. */
    OptionalInt grpcPort();

    /** The image of its container. */
    String image();

    /** What a pod of it gets. */
    Resources resources();
}
