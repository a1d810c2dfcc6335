// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clients that have just authenticated, so that one that asks for many tokens is read once a
 * second. What this instance changes it forgets at once; what another has changed still counts here
 * for {@link #LONGEST}, if it was read just before.
 */
@ApplicationScoped
public class RecentClients {

    static final Duration LONGEST = Duration.ofSeconds(1);

    /** Of some kilobytes each. */
    private static final int MOST = 1000;

    private final Cache<Key, Client> clients;
    private final AtomicLong generation = new AtomicLong();

    // With the generation in it, what was read before a change is never found after it.
    private record Key(long generation, String id) {}

    @Inject
    RecentClients() {
        this(Ticker.systemTicker());
    }

    RecentClients(Ticker ticker) {
        this.clients =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(LONGEST)
                        .ticker(ticker)
                        .build();
    }

    Optional<Client> find(String id) {
        return Optional.ofNullable(clients.getIfPresent(new Key(generation.get(), id)));
    }

    /** To be asked for before a client is read that is to be kept. */
    long generation() {
        return generation.get();
    }

    /**
     * Keeps a client that has proved who it is. One that proves it with a key is left out: each of
     * its requests writes to the database anyway.
     */
    void keep(Client client, long readIn) {
        if (!(client.credential() instanceof ClientKeys)) {
            clients.put(new Key(readIn, client.id()), client);
        }
    }

    /** To be called after the commit of any change to a client. */
    public void forget() {
        generation.incrementAndGet();
    }
}
