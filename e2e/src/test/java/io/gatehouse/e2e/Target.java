// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * The system under test: a URL, the CA that vouches for it, and accounts to begin with.
 *
 * <p>{@code GATEHOUSE_URL}, {@code GATEHOUSE_CA} and {@code GATEHOUSE_ACCOUNTS} name somebody
 * else's system; {@code GATEHOUSE_HOME} names the home of one on this machine; without them a new
 * one is started.
 */
final class Target implements AutoCloseable {
    /** The first questions to a cold process may take longer than the gate waits for it. */
    private static final Duration WARM = Duration.ofSeconds(60);

    private final URI url;
    private final SSLContext tls;
    private final Optional<LocalSystem> local;
    private final Accounts accounts;
    private final AtomicInteger addresses = new AtomicInteger();

    private Target(URI url, Path ca, Path accounts, Optional<LocalSystem> local) {
        this.url = url;
        this.tls = Tls.trusting(ca);
        this.local = local;
        this.accounts = new Accounts(this, accounts);
    }

    static Target open() {
        String url = System.getenv("GATEHOUSE_URL");
        if (url != null) {
            return new Target(
                    URI.create(url),
                    named("GATEHOUSE_CA"),
                    named("GATEHOUSE_ACCOUNTS"),
                    Optional.empty());
        }
        LocalSystem system =
                Optional.ofNullable(System.getenv("GATEHOUSE_HOME"))
                        .map(home -> LocalSystem.running(Path.of(home)))
                        .orElseGet(Target::start);
        Target target =
                new Target(system.url(), system.ca(), system.accounts(), Optional.of(system));
        Whole.awaitWell(target, WARM);
        return target;
    }

    private static LocalSystem start() {
        Path module = Path.of("").toAbsolutePath();
        Path jar = module.resolveSibling("local").resolve("target/local.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("build the system first: " + jar + " is missing");
        }
        return LocalSystem.start(jar, module.resolve("target/system"));
    }

    private static Path named(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .map(Path::of)
                .orElseThrow(() ->
                        new IllegalStateException(
                                variable + " must be set where GATEHOUSE_URL is"));
    }

    URI url() {
        return url;
    }

    SSLContext tls() {
        return tls;
    }

    /** The origin of a page that the gate itself would serve. */
    String origin() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    Accounts accounts() {
        return accounts;
    }

    /** The system behind the gate; only tests tagged {@code local} may ask. */
    LocalSystem local() {
        return local.orElseThrow(() -> new IllegalStateException("tag this test with local"));
    }

    /** A caller from an address that no other caller has, where the gate is on this machine. */
    Client client() {
        return new Client(url, tls, address());
    }

    /** The same, speaking HTTP/2. */
    Client client2() {
        return new Client(url, tls, address(), HttpClient.Version.HTTP_2);
    }

    RawClient rawClient() {
        return new RawClient(url, tls, address());
    }

    /** A new loopback address, so that the buckets of one test are not those of another. */
    Optional<InetAddress> address() {
        if (!isLoopback()) {
            return Optional.empty();
        }
        int next = addresses.incrementAndGet();
        try {
            byte[] bytes = {
                127, (byte) (10 + next / 62_500), (byte) (next / 250 % 250), (byte) (1 + next % 250)
            };
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("unknown host in " + url, e);
        }
    }

    @Override
    public void close() {
        accounts.close();
        local.ifPresent(LocalSystem::stop);
    }
}
