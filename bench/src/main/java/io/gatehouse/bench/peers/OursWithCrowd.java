// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import io.gatehouse.bench.Api;
import io.gatehouse.bench.Crowd;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Ours, with another person and another client each time that one is asked for. */
record OursWithCrowd(Ours ours, Crowd crowd, String name) implements Peer {

    @Override
    public Api api() {
        return ours.api();
    }

    @Override
    public Paths paths() {
        return ours.paths();
    }

    @Override
    public Client client() {
        return ours.client();
    }

    @Override
    public Client machine() {
        return new Client(crowd.client(), crowd.clientSecret());
    }

    @Override
    public Map<String, String> credentials() {
        return crowd.person();
    }

    @Override
    public long pid() {
        return ours.pid();
    }

    @Override
    public Duration restart(Clock clock) {
        return ours.restart(clock);
    }
}
