// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.admission.SameOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The configuration of this service, read and validated once at start. */
public record IdpConfig(
        Site site, Secrets secrets, Passwords passwords, Sessions sessions, Keys keys) {

    /** Where the world finds Gatehouse, and the origins whose pages may use the cookies. */
    public record Site(URI issuer, List<URI> allowedOrigins) {
        public Site {
            allowedOrigins = List.copyOf(allowedOrigins);
            boolean plain =
                    "https".equals(issuer.getScheme())
                            && issuer.getHost() != null
                            && issuer.getQuery() == null
                            && issuer.getFragment() == null
                            && issuer.getUserInfo() == null
                            && !issuer.toString().endsWith("/");
            demand(plain, IdpSetting.ISSUER, "an https URL without query, fragment or final slash");
            demand(
                    allowedOrigins.stream().allMatch(it -> it.toString().equals(SameOrigin.of(it))),
                    IdpSetting.ALLOWED_ORIGINS,
                    "scheme://host[:port] and nothing more, comma separated");
        }
    }

    /** Files that hold secrets; they are never given as plain settings. */
    public record Secrets(Path encryptionKeys, Path lookupKey, Optional<Path> accounts) {}

    /** What one password hash costs and how many may run or wait at once. */
    public record Passwords(Cost cost, int concurrency, int queue) {
        public Passwords {
            demand(concurrency >= 1, IdpSetting.PASSWORD_CONCURRENCY, "at least 1");
            demand(queue >= 1, IdpSetting.PASSWORD_QUEUE, "at least 1");
        }
    }

    /** Argon2 parameters, RFC 9106 section 3.1. */
    public record Cost(int memoryKib, int iterations, int parallelism) {
        public Cost {
            demand(parallelism >= 1, IdpSetting.PASSWORD_PARALLELISM, "at least 1");
            demand(iterations >= 1, IdpSetting.PASSWORD_ITERATIONS, "at least 1");
            demand(
                    memoryKib >= 8 * parallelism && memoryKib <= 1 << 20,
                    IdpSetting.PASSWORD_MEMORY_KIB,
                    "8 times the parallelism to 1048576");
        }
    }

    /** How long an access token and a session live. */
    public record Sessions(Duration tokenTtl, Duration idle, Duration absolute) {
        public Sessions {
            demand(
                    tokenTtl.toSeconds() >= 10 && tokenTtl.compareTo(Duration.ofHours(1)) <= 0,
                    IdpSetting.TOKEN_TTL,
                    "PT10S to PT1H");
            demand(idle.compareTo(tokenTtl) >= 0, IdpSetting.SESSION_IDLE, "at least token.ttl");
            demand(
                    absolute.compareTo(idle) >= 0,
                    IdpSetting.SESSION_ABSOLUTE,
                    "at least session.idle");
        }
    }

    /** How long a signing key is only published, and how long it signs. */
    public record Keys(Duration pending, Duration active) {
        public Keys {
            demand(!pending.isNegative(), IdpSetting.KEYS_PENDING, "not negative");
            demand(
                    active.compareTo(pending) >= 0 && active.toSeconds() >= 1,
                    IdpSetting.KEYS_ACTIVE,
                    "at least keys.pending");
        }
    }

    /** Reads every {@link IdpSetting}; the message of a failure names the key, never the value. */
    public static IdpConfig from(Function<String, Optional<String>> source) {
        Reader reader = new Reader(source);
        URI issuer = reader.required(IdpSetting.ISSUER, IdpConfig::url);
        return new IdpConfig(
                new Site(
                        issuer,
                        reader.optional(IdpSetting.ALLOWED_ORIGINS, IdpConfig::urls)
                                .orElseGet(() -> List.of(URI.create(SameOrigin.of(issuer))))),
                new Secrets(
                        reader.required(IdpSetting.ENCRYPTION_KEYS_FILE, Path::of),
                        reader.required(IdpSetting.LOOKUP_KEY_FILE, Path::of),
                        reader.optional(IdpSetting.ACCOUNTS_FILE, Path::of)),
                passwords(reader),
                new Sessions(
                        reader.required(IdpSetting.TOKEN_TTL, Duration::parse),
                        reader.required(IdpSetting.SESSION_IDLE, Duration::parse),
                        reader.required(IdpSetting.SESSION_ABSOLUTE, Duration::parse)),
                new Keys(
                        reader.required(IdpSetting.KEYS_PENDING, Duration::parse),
                        reader.required(IdpSetting.KEYS_ACTIVE, Duration::parse)));
    }

    private static Passwords passwords(Reader reader) {
        Cost cost =
                new Cost(
                        reader.required(IdpSetting.PASSWORD_MEMORY_KIB, Integer::parseInt),
                        reader.required(IdpSetting.PASSWORD_ITERATIONS, Integer::parseInt),
                        reader.required(IdpSetting.PASSWORD_PARALLELISM, Integer::parseInt));
        return new Passwords(
                cost,
                reader.optional(IdpSetting.PASSWORD_CONCURRENCY, Integer::parseInt)
                        .orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                reader.required(IdpSetting.PASSWORD_QUEUE, Integer::parseInt));
    }

    private static List<URI> urls(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).map(IdpConfig::url).toList();
    }

    // Refuses here what has no origin, where the key at fault is still known.
    private static URI url(String text) {
        URI url = URI.create(text);
        requireNonNull(SameOrigin.of(url), "origin");
        return url;
    }

    private static void demand(boolean holds, IdpSetting setting, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(setting.key() + " must be " + expected);
        }
    }

    private record Reader(Function<String, Optional<String>> source) {
        <T> Optional<T> optional(IdpSetting setting, Function<String, T> parser) {
            Optional<String> text =
                    source.apply(setting.key())
                            .map(String::strip)
                            .filter(value -> !value.isEmpty())
                            .or(setting::fallback);
            try {
                return text.map(parser);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(setting.key() + " cannot be read", e);
            }
        }

        <T> T required(IdpSetting setting, Function<String, T> parser) {
            return optional(setting, parser)
                    .orElseThrow(
                            () -> new IllegalArgumentException(setting.key() + " must be set"));
        }
    }
}
