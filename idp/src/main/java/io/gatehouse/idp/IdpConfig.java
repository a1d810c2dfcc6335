// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.dpop.Nonces;
import io.gatehouse.common.peer.Authorities;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of this service; the README describes each key.
 *
 * @param policy the file that authz decides by, whose roles accounts can have
 */
public record IdpConfig(
        Site site,
        Optional<Path> policy,
        Secrets secrets,
        Passwords passwords,
        Guessing guessing,
        Sessions sessions,
        Keys keys,
        Proofs proofs,
        BackChannel backChannel,
        MailConfig mail,
        Audit audit) {
    private static final int HIGHEST_MEMORY_KIB = 1 << 20;
    private static final int MOST_SESSIONS = 10_000;
    private static final int MOST_ATTEMPTS = 1_000_000;
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);
    static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    /** A code has six digits, and three are right at a time. */
    private static final int MOST_CODES = 1_000;

    private static final String PUBLIC_URL = "an https URL without query, fragment or final slash";

    /**
     * Where Gatehouse is.
     *
     * @param issuer its public URL
     * @param allowedOrigins the origins whose pages may use the cookies
     * @param certificateUrl where the gate asks clients for their certificates, if it does anywhere
     */
    public record Site(URI issuer, List<URI> allowedOrigins, Optional<URI> certificateUrl) {
        public Site {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    /** The files with secrets, which are never plain settings. */
    public record Secrets(
            SecretFile encryptionKeys,
            SecretFile lookupKey,
            Optional<SecretFile> accounts,
            Optional<SecretFile> clients) {}

    /** The cost of a password hash, and how many may run and wait at once. */
    public record Passwords(Cost cost, int concurrency, int queue) {}

    /**
     * How many passwords and codes may be tried in vain.
     *
     * @param account for one account, by all devices that are not known to it together
     * @param code the same for the codes of its second factor
     * @param block from one block of addresses
     */
    public record Guessing(Pace account, Pace code, Pace block) {}

    /**
     * A leaky bucket.
     *
     * @param burst how many at once
     * @param interval after which there is room for one more
     */
    public record Pace(int burst, Duration interval) {}

    /** Argon2 parameters, RFC 9106 section 3.1. */
    public record Cost(int memoryKib, int iterations, int parallelism) {
        public Cost {
            // Stored hashes have their own cost, which is not checked by the configuration.
            if (parallelism < 1
                    || iterations < 1
                    || memoryKib < 8 * parallelism
                    || memoryKib > HIGHEST_MEMORY_KIB) {
                throw new IllegalArgumentException("no cost of Argon2 that is allowed here");
            }
        }
    }

    /**
     * The lifetime of an access token, and of a session: unused, and in total.
     *
     * @param most sessions of an account at one client, and browsers in which it is signed in
     */
    public record Sessions(Duration tokenTtl, Duration idle, Duration absolute, int most) {}

    /**
     * How signing keys turn.
     *
     * @param pending how long a key is only published
     * @param active how long it signs
     * @param canaryTrust a PEM file with the authorities of the gate, if the next key is tried
     *     there first
     */
    public record Keys(Duration pending, Duration active, Optional<Path> canaryTrust) {}

    /** How long a nonce lasts that proofs of a key have to carry; empty to demand none. */
    public record Proofs(Optional<Duration> nonceLife) {}

    /**
     * How clients are told of a logout.
     *
     * @param privateAddresses whether also those are told that are on this machine or in a network
     *     inside
     * @param authorities of clients' certificates, beside those of the JDK
     * @param timeout of the look-up of a name, and of a call
     * @param giveUp after which a client is not told any more
     */
    public record BackChannel(
            boolean privateAddresses,
            List<X509Certificate> authorities,
            Duration timeout,
            Duration giveUp) {
        public BackChannel {
            authorities = List.copyOf(authorities);
        }
    }

    /** How long events of the audit trail are kept. */
    public record Audit(Duration kept) {}

    /** Reads and validates all keys, so that an invalid one fails the start. */
    static IdpConfig from(ConfigKeys keys) {
        return new IdpConfig(
                site(keys),
                keys.optionalFile("idp.policy"),
                new Secrets(
                        keys.secretFile("idp.encryption-keys-file"),
                        keys.secretFile("idp.lookup-key-file"),
                        keys.optionalSecretFile("idp.accounts-file"),
                        keys.optionalSecretFile("idp.clients-file")),
                new Passwords(
                        cost(keys),
                        keys.count(
                                "idp.password.concurrency",
                                Integer.toString(Runtime.getRuntime().availableProcessors())),
                        keys.count("idp.password.queue", "16")),
                guessing(keys),
                sessions(keys),
                keys(keys),
                new Proofs(
                        keys.optionalDuration(
                                "idp.proof.nonce-life", Nonces.SHORTEST_LIFE, Nonces.LONGEST_LIFE)),
                backChannel(keys),
                MailConfig.from(keys),
                new Audit(keys.duration("idp.audit.kept", "P400D", Duration.ofDays(1))));
    }

    private static Site site(ConfigKeys keys) {
        URI issuer = keys.required("idp.issuer", PUBLIC_URL, IdpConfig::publicUrl);
        return new Site(
                issuer,
                SameOrigin.read(keys, "idp.allowed-origins")
                        .orElseGet(() -> List.of(URI.create(SameOrigin.of(issuer)))),
                keys.optional("idp.certificate-url", PUBLIC_URL, IdpConfig::publicUrl));
    }

    private static URI publicUrl(String text) {
        URI url = URI.create(text);
        boolean plain =
                "https".equals(url.getScheme())
                        && url.getHost() != null
                        && url.getQuery() == null
                        && url.getFragment() == null
                        && url.getUserInfo() == null
                        && !text.endsWith("/");
        if (!plain) {
            throw new IllegalArgumentException("not a public URL");
        }
        return url;
    }

    private static Cost cost(ConfigKeys keys) {
        int lanes = keys.number("idp.password.parallelism", "1", 1, 99);
        return new Cost(
                keys.number("idp.password.memory-kib", "19456", 8 * lanes, HIGHEST_MEMORY_KIB),
                keys.number("idp.password.iterations", "2", 1, 999),
                lanes);
    }

    private static Guessing guessing(ConfigKeys keys) {
        return new Guessing(
                new Pace(
                        keys.number("idp.guessing.account-burst", "20", 1, MOST_ATTEMPTS),
                        interval(keys, "idp.guessing.account-interval", "PT5M")),
                new Pace(
                        keys.number("idp.guessing.code-burst", "10", 1, MOST_CODES),
                        interval(keys, "idp.guessing.code-interval", "PT5M")),
                new Pace(
                        keys.number("idp.guessing.block-burst", "100", 1, MOST_ATTEMPTS),
                        interval(keys, "idp.guessing.block-interval", "PT10S")));
    }

    private static Duration interval(ConfigKeys keys, String key, String usual) {
        return keys.duration(key, usual, SHORTEST_INTERVAL, LONGEST_INTERVAL);
    }

    private static Sessions sessions(ConfigKeys keys) {
        Duration ttl =
                keys.duration("idp.token.ttl", "PT5M", Duration.ofSeconds(10), Duration.ofHours(1));
        Duration idle = keys.duration("idp.session.idle", "P14D", ttl);
        return new Sessions(
                ttl,
                idle,
                keys.duration("idp.session.absolute", "P30D", idle),
                keys.number("idp.session.most", "100", 1, MOST_SESSIONS));
    }

    private static Keys keys(ConfigKeys keys) {
        Duration pending = keys.durationOrZero("idp.keys.pending", "PT60M");
        Duration least = pending.isZero() ? Duration.ofSeconds(1) : pending;
        return new Keys(
                pending,
                keys.duration("idp.keys.active", "P30D", least),
                keys.optionalFile("idp.keys.canary-trust-file"));
    }

    private static BackChannel backChannel(ConfigKeys keys) {
        return new BackChannel(
                keys.flag("idp.back-channel.private-addresses", "false"),
                keys.optional(
                                "idp.back-channel.trust-file",
                                "a PEM file with certificates",
                                file -> Authorities.read(Path.of(file)))
                        .orElse(List.of()),
                keys.duration(
                        "idp.back-channel.timeout",
                        "PT5S",
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)),
                keys.duration("idp.back-channel.give-up", "PT24H"));
    }
}
