// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.testkit.Redis;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class a Redis, and its service the address of it. */
final class SharedRedis implements BeforeAllCallback, AfterAllCallback {
    private static final String URL = "products.cache.redis.url";

    private static Redis server;

    static Redis server() {
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Redis.started();
        System.setProperty(URL, "redis://127.0.0.1:" + server.port());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(URL);
        server.close();
    }
}
