// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads and validates the configuration of a service. Each key is read once, at start; {@code
 * standard} is its default. An invalid value stops the start: the message names the key and the
 * expected form, never the value. A blank value counts as not set.
 */
public record ConfigKeys(Function<String, Optional<String>> source) {
    public ConfigKeys {
        requireNonNull(source, "source");
    }

    /** A boolean: exactly {@code true} or {@code false}. */
    public boolean flag(String key, String standard) {
        return read(
                key,
                standard,
                "true or false",
                text -> {
                    require(text.equals("true") || text.equals("false"));
                    return text.equals("true");
                });
    }

    /** An integer of at least 1. */
    public int count(String key, String standard) {
        return number(key, standard, 1, Integer.MAX_VALUE);
    }

    /** An integer from {@code least} to {@code most}, both included. */
    public int number(String key, String standard, int least, int most) {
        return read(
                key,
                standard,
                "a whole number from %d to %d".formatted(least, most),
                text -> {
                    int number = Integer.parseInt(text);
                    require(number >= least && number <= most);
                    return number;
                });
    }

    /** A positive duration (ISO 8601), such as {@code PT2S}. */
    public Duration duration(String key, String standard) {
        return duration(
                key,
                standard,
                "a duration of more than nothing, such as PT2S",
                Duration::isPositive);
    }

    /** A duration of zero or more. */
    public Duration durationOrZero(String key, String standard) {
        return duration(key, standard, "PT0S or more", duration -> !duration.isNegative());
    }

    /** A positive duration of at least {@code least}. */
    public Duration duration(String key, String standard, Duration least) {
        return duration(
                key,
                standard,
                "a duration of at least " + least,
                duration -> duration.isPositive() && duration.compareTo(least) >= 0);
    }

    /** A duration from {@code least} to {@code most}, both included. */
    public Duration duration(String key, String standard, Duration least, Duration most) {
        return duration(
                key,
                standard,
                "a duration from " + least + " to " + most,
                duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
    }

    /** An optional duration from {@code least} to {@code most}, both included. */
    public Optional<Duration> optionalDuration(String key, Duration least, Duration most) {
        return value(key).map(set -> duration(key, set, least, most));
    }

    private Duration duration(
            String key, String standard, String expected, Predicate<Duration> rule) {
        return read(
                key,
                standard,
                expected,
                text -> {
                    Duration duration = Duration.parse(text);
                    require(rule.test(duration));
                    return duration;
                });
    }

    /** A constant of an enum, by its name in lower case. */
    public <E extends Enum<E>> E choice(String key, String standard, Class<E> kinds) {
        List<String> names =
                Stream.of(kinds.getEnumConstants())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toList();
        return read(
                key,
                standard,
                String.join(" or ", names),
                text -> {
                    require(names.contains(text));
                    return Enum.valueOf(kinds, text.toUpperCase(Locale.ROOT));
                });
    }

    /** A required text. */
    public String text(String key) {
        return text(key, "set", _ -> true);
    }

    /** A text with a default. */
    public String text(String key, String standard) {
        return text(key, standard, "a text", _ -> true);
    }

    /** A required text that matches a rule. */
    public String text(String key, String expected, Predicate<String> rule) {
        return required(key, expected, text -> kept(text, rule));
    }

    /** A text that matches a rule, with a default. */
    public String text(String key, String standard, String expected, Predicate<String> rule) {
        return read(key, standard, expected, text -> kept(text, rule));
    }

    /** A required absolute URL with a host. */
    public URI url(String key) {
        return required(
                key,
                "an absolute URL",
                text -> {
                    URI url = URI.create(text);
                    require(url.isAbsolute() && url.getHost() != null);
                    return url;
                });
    }

    /** The required path of a file, whose existence is not checked here. */
    public Path file(String key) {
        return required(key, "a path", Path::of);
    }

    /** The required path of a file that holds a secret. */
    public SecretFile secretFile(String key) {
        return new SecretFile(key, file(key));
    }

    /** The optional path of a file that holds a secret. */
    public Optional<SecretFile> optionalSecretFile(String key) {
        return optionalFile(key).map(path -> new SecretFile(key, path));
    }

    /** The optional path of a file. */
    public Optional<Path> optionalFile(String key) {
        return optional(key, "a path", Path::of);
    }

    /**
     * A required value.
     *
     * @param expected the expected form, to follow "must be"
     * @param parser throws {@link IllegalArgumentException} for an invalid value
     */
    public <T> T required(String key, String expected, Function<String, T> parser) {
        return optional(key, expected, parser)
                .orElseThrow(() -> new IllegalArgumentException(key + " must be set"));
    }

    private <T> T read(String key, String standard, String expected, Function<String, T> parser) {
        return parse(key, value(key).orElse(standard), expected, parser);
    }

    /** An optional value. */
    public <T> Optional<T> optional(String key, String expected, Function<String, T> parser) {
        return value(key).map(text -> parse(key, text, expected, parser));
    }

    private Optional<String> value(String key) {
        return source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static <T> T parse(
            String key, String text, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException wrong) {
            // The cause would quote the value, which may be a secret.
            throw new IllegalArgumentException(key + " must be " + expected);
        }
    }

    private static String kept(String text, Predicate<String> rule) {
        require(rule.test(text));
        return text;
    }

    private static void require(boolean held) {
        if (!held) {
            throw new IllegalArgumentException("a rule of the key is broken");
        }
    }
}
