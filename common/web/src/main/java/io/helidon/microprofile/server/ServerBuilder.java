// SPDX-License-Identifier: Apache-2.0
package io.helidon.microprofile.server;

import io.helidon.webserver.WebServerConfig;

/**
 * Opens the builder of the web server, which Helidon MP keeps to its own package: what the server
 * answers before a request reaches any route can be set nowhere else (helidon-io/helidon#7939).
 */
public final class ServerBuilder {
    private ServerBuilder() {}

    /** The builder, until the server is started. */
    public static WebServerConfig.Builder of(ServerCdiExtension server) {
        return server.serverBuilder();
    }
}
