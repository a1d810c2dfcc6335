// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/** A process to watch: answers 200, until it was asked for /break. */
final class SmallServer {
    private SmallServer() {}

    public static void main(String[] args) throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
                        0);
        server.createContext(
                "/",
                exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/break")) {
                        broken.set(true);
                    }
                    exchange.sendResponseHeaders(broken.get() ? 503 : 200, -1);
                    exchange.close();
                });
        server.start();
    }
}
