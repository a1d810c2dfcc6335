// SPDX-License-Identifier: Apache-2.0
package io.helidon.microprofile.server;

import io.helidon.webserver.WebServerConfig;

/**
 * Exposes the builder of the web server, which is package-private in Helidon MP: the responses to
 * requests that reach no route can be set nowhere else (helidon-io/helidon#7939).
 */
public final class ServerBuilder {
    private ServerBuilder() {}

    /** The builder, which has an effect only before the server starts. */
    public static WebServerConfig.Builder of(ServerCdiExtension server) {
        return server.serverBuilder();
    }
}
