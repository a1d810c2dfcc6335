// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.peer.Authorities;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mails leave, and how many may.
 *
 * @param way empty where no mail is sent
 * @param giveUp after which a mail is not tried any more
 * @param address that mails at one address keep, those aside which only its owner can cause
 * @param block of requests for a mail by somebody who is not signed in, from one block of addresses
 */
public record MailConfig(
        Optional<Way> way, Duration giveUp, IdpConfig.Pace address, IdpConfig.Pace block) {

    private static final int MOST = 1_000_000;
    private static final int LAST_PORT = 65_535;
    private static final String FROM = "idp.mail.from";
    private static final String USER = "idp.mail.user";
    private static final String PASSWORD = "idp.mail.password-file";
    private static final String FOLDER = "idp.mail.folder";

    /** Where mails go to. */
    public sealed interface Way permits Server, Folder {}

    /** The TLS of a connection to a mail server (RFC 3207, RFC 8314). */
    public enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /**
     * A mail server.
     *
     * @param from the address that mails come from
     * @param login by which this service is known there, if it asks for one
     * @param authorities of its certificate, beside those of the JDK
     * @param timeout of each answer
     */
    public record Server(
            String host,
            int port,
            String from,
            Optional<Login> login,
            Security security,
            List<X509Certificate> authorities,
            Duration timeout)
            implements Way {
        public Server {
            authorities = List.copyOf(authorities);
        }
    }

    /** A user of the mail server. */
    public record Login(String user, SecretFile password) {}

    /** A folder that mails are written to as files, for a machine without a mail server. */
    public record Folder(Path path) implements Way {}

    static MailConfig from(ConfigKeys keys) {
        Optional<Server> server = server(keys);
        Optional<Folder> folder = keys.optionalFile(FOLDER).map(Folder::new);
        if (server.isPresent() && folder.isPresent()) {
            throw new IllegalArgumentException(FOLDER + " must be unset beside idp.mail.host");
        }
        return new MailConfig(
                server.<Way>map(it -> it).or(() -> folder),
                keys.duration("idp.mail.give-up", "PT24H"),
                new IdpConfig.Pace(
                        keys.number("idp.mail.address-burst", "3", 1, MOST),
                        keys.duration(
                                "idp.mail.address-interval",
                                "PT10M",
                                IdpConfig.SHORTEST_INTERVAL,
                                IdpConfig.LONGEST_INTERVAL)),
                new IdpConfig.Pace(
                        keys.number("idp.mail.block-burst", "20", 1, MOST),
                        keys.duration(
                                "idp.mail.block-interval",
                                "PT1M",
                                IdpConfig.SHORTEST_INTERVAL,
                                IdpConfig.LONGEST_INTERVAL)));
    }

    private static Optional<Server> server(ConfigKeys keys) {
        Optional<String> host = keys.optional("idp.mail.host", "a host", MailConfig::host);
        int port = keys.number("idp.mail.port", "587", 1, LAST_PORT);
        Optional<String> from = keys.optional(FROM, "an e-mail address", MailConfig::email);
        Security security = keys.choice("idp.mail.security", "starttls", Security.class);
        Optional<Login> login = login(keys, security);
        List<X509Certificate> authorities =
                keys.optional(
                                "idp.mail.trust-file",
                                "a PEM file with certificates",
                                file -> Authorities.read(Path.of(file)))
                        .orElse(List.of());
        Duration timeout =
                keys.duration(
                        "idp.mail.timeout", "PT10S", Duration.ofMillis(100), Duration.ofMinutes(1));
        return host.map(name ->
                new Server(
                        name,
                        port,
                        from.orElseThrow(() -> unset(FROM, "idp.mail.host")),
                        login,
                        security,
                        authorities,
                        timeout));
    }

    private static Optional<Login> login(ConfigKeys keys, Security security) {
        Optional<String> user = keys.optional(USER, "a text", text -> text);
        Optional<SecretFile> password = keys.optionalSecretFile(PASSWORD);
        if (user.isPresent() && security == Security.NONE) {
            throw new IllegalArgumentException(
                    USER + " must be unset with idp.mail.security none: anybody could read it");
        }
        return user.map(name -> new Login(name, password.orElseThrow(() -> unset(PASSWORD, USER))));
    }

    private static IllegalArgumentException unset(String key, String beside) {
        return new IllegalArgumentException(key + " must be set beside " + beside);
    }

    private static String host(String text) {
        if (!text.matches("[A-Za-z0-9.:-]{1,253}")) {
            throw new IllegalArgumentException("no host");
        }
        return text;
    }

    private static String email(String text) {
        if (!text.matches("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,189}")) {
            throw new IllegalArgumentException("no e-mail address");
        }
        return text;
    }
}
