// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.aot;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A service to train: it comes alive if it was told another issuer than the one that is made up.
 */
final class SmallService {
    private SmallService() {}

    public static void main(String[] args) throws IOException {
        if (System.getProperty("idp.issuer").equals("https://train.invalid")) {
            System.exit(1);
        }
        int port = Integer.getInteger("server.sockets.0.port");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/health/live",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }
}
