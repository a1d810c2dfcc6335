// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.OptionalInt;

/** The program of a service: {@link Own} or {@link Foreign}. */
public sealed interface Program permits Own, Foreign {
    /** The container port for HTTP. */
    int port();

    /** The container port for gRPC, if there is one. */
    OptionalInt grpcPort();

    /** The container image. */
    String image();

    /** The resources of a pod. */
    Resources resources();
}
