// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.testkit.Tls;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The system under test: a URL, the CA that vouches for it, and accounts to begin with.
 *
 * <p>{@code GATEHOUSE_URL}, {@code GATEHOUSE_CA} and {@code GATEHOUSE_ACCOUNTS} name somebody
 * else's system, and {@code GATEHOUSE_ADDRESSES} the addresses to call it from; {@code
 * GATEHOUSE_HOME} names the home of one on this machine; without them a new one is started.
 */
public final class Target implements AutoCloseable {
    /** The first questions to a cold process may take longer than the gate waits for it. */
    private static final Duration WARM = Duration.ofSeconds(60);

    /** Of one service in a cluster; more than its autoscaler starts. */
    private static final int MOST_INSTANCES = 10;

    private final URI url;
    private final Path ca;
    private final Optional<LocalSystem> local;
    private final Accounts accounts;
    private final Addresses addresses;

    private Target(URI url, Path ca, Path accounts, Optional<LocalSystem> local) {
        this.url = url;
        this.ca = ca;
        this.local = local;
        this.addresses = Addresses.towards(url);
        this.accounts = new Accounts(this, accounts);
    }

    public static Target open() {
        String url = System.getenv("GATEHOUSE_URL");
        if (url != null) {
            return new Target(
                    URI.create(url),
                    named("GATEHOUSE_CA"),
                    named("GATEHOUSE_ACCOUNTS"),
                    Optional.empty());
        }
        return Optional.ofNullable(System.getenv("GATEHOUSE_HOME"))
                .map(home -> of(LocalSystem.running(Path.of(home))))
                .orElseGet(() -> start("system", "--no-aot"));
    }

    /** A new system on this machine, which nobody else asks. */
    public static Target start(String name, String... options) {
        Path module = Path.of("").toAbsolutePath();
        if (!Files.exists(LocalSystem.JAR)) {
            throw new IllegalStateException(
                    "build the system first: " + LocalSystem.JAR + " is missing");
        }
        return of(
                LocalSystem.start(
                        LocalSystem.JAR, module.resolve("target").resolve(name), options));
    }

    /** The same, of a work tree that a test has changed; not all of the shop need be in it. */
    public static Target start(Tree tree, String name, String... options) {
        Path home = Path.of("target").toAbsolutePath().resolve(name);
        return started(LocalSystem.start(tree.launcher(), home, options));
    }

    private static Target of(LocalSystem system) {
        Target target = started(system);
        SystemHealth.awaitWell(target, WARM);
        return target;
    }

    /** A system that need not have all services, and may still be cold. */
    static Target started(LocalSystem system) {
        return new Target(system.url(), system.ca(), system.accounts(), Optional.of(system));
    }

    private static Path named(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .map(Path::of)
                .orElseThrow(() ->
                        new IllegalStateException(
                                variable + " must be set where GATEHOUSE_URL is"));
    }

    public URI url() {
        return url;
    }

    /** The file of the CA that vouches for the gate. */
    public Path ca() {
        return ca.toAbsolutePath();
    }

    /** Trust in that CA, which may have been renewed. */
    public SSLContext tls() {
        return Tls.trusting(ca);
    }

    /** The origin of a page that the gate itself would serve. */
    public String origin() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    public Accounts accounts() {
        return accounts;
    }

    /** The most instances that one service can have here. */
    public int mostInstances() {
        return local.isPresent() ? 1 : MOST_INSTANCES;
    }

    /** The system behind the gate; only tests tagged {@code local} may ask. */
    public LocalSystem local() {
        return local.orElseThrow(() -> new IllegalStateException("tag this test with local"));
    }

    /** A caller from an address that no other caller has, where the gate is on this machine. */
    public Client client() {
        return new Client(url, tls(), address());
    }

    /** The same, speaking HTTP/2. */
    public Client client2() {
        return new Client(url, tls(), address(), HttpClient.Version.HTTP_2);
    }

    public RawClient rawClient() {
        return new RawClient(url, tls(), address());
    }

    /** A new address of this machine to call from, where it has some to spare. */
    public Optional<InetAddress> address() {
        return addresses.next();
    }

    @Override
    public void close() {
        accounts.close();
        local.ifPresent(LocalSystem::stop);
    }
}
