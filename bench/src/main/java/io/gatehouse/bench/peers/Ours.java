// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Api;
import io.gatehouse.bench.Launched;
import io.gatehouse.bench.Shop;
import io.gatehouse.bench.Way;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The idp of a running system, asked as the gate asks it: by mutual TLS. */
record Ours(Launched system, Shop shop) implements Peer {

    static Ours of(Launched system) {
        return new Ours(system, new Shop(system));
    }

    @Override
    public String name() {
        return "gatehouse";
    }

    @Override
    public Api api() {
        return shop.api(Way.DIRECT, "idp").with(Map.of("Origin", system.url().toString()));
    }

    @Override
    public Paths paths() {
        return new Paths(
                "/.well-known/openid-configuration",
                "/.well-known/jwks.json",
                "/oauth2/authorize",
                "/oauth2/token",
                "/oauth2/introspect");
    }

    @Override
    public Client client() {
        return new Client("demo-web", system.secret("demo-web.secret"));
    }

    @Override
    public Map<String, String> credentials() {
        return shop.credentials("customer");
    }

    @Override
    public long pid() {
        return system.processes().getOrDefault("idp", 0L);
    }

    @Override
    public Duration restart(Clock clock) {
        long before = pid();
        ProcessHandle.of(before).ifPresent(ProcessHandle::destroyForcibly);
        FirstToken.until(name(), () -> pid() != before && pid() != 0);
        return FirstToken.await(this, clock);
    }
}
