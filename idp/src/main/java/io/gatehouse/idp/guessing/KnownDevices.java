// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.HostCookie;
import io.gatehouse.idp.oauth.RandomSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells by a cookie that somebody has signed in with an account in this browser before. It proves
 * nothing but that: whoever steals it still has to guess the password, at a pace of its own.
 *
 * <p>The cookie has a random id and a tag for each account, so it tells nobody which accounts these
 * are, and the server keeps nothing.
 */
@ApplicationScoped
public class KnownDevices {
    static final String COOKIE = "__Host-gatehouse-device";

    /** Browsers keep no cookie for longer (RFC 6265bis, section 5.6.2). */
    private static final Duration LIFE = Duration.ofDays(400);

    private static final int MOST_ACCOUNTS = 8;
    private static final int TAG_BYTES = 16;
    private static final Pattern FORM =
            Pattern.compile("[\\w-]{43}(~[\\w-]{22}){1," + MOST_ACCOUNTS + "}");
    private static final String SEPARATOR = "~";

    private final RandomSecrets secrets;
    private final KeyedHash tags;

    @Inject
    KnownDevices(RandomSecrets secrets, KeyedHash hash) {
        this.secrets = secrets;
        this.tags = hash.purpose("guessing-device");
    }

    /** The id of the device, if this account was proved on it. */
    Optional<String> of(Source source, String name) {
        List<String> parts = parts(source);
        return parts.isEmpty() || !holds(parts, tag(parts.getFirst(), name))
                ? Optional.empty()
                : Optional.of(parts.getFirst());
    }

    /** The cookie after this account was proved; those that were proved last are kept. */
    public String remember(Source source, String name) {
        List<String> before = parts(source);
        String id = before.isEmpty() ? secrets.next() : before.getFirst();
        String tag = tag(id, name);
        List<String> now = new ArrayList<>(List.of(id, tag));
        before.stream()
                .skip(1)
                .filter(other -> !other.equals(tag))
                .limit(MOST_ACCOUNTS - 1)
                .forEach(now::add);
        return HostCookie.lasting(COOKIE, String.join(SEPARATOR, now), LIFE);
    }

    // What has another form is not from here, and is not sent back either.
    private static List<String> parts(Source source) {
        return source.device()
                .filter(value -> FORM.matcher(value).matches())
                .map(value -> List.of(value.split(SEPARATOR)))
                .orElse(List.of());
    }

    private static boolean holds(List<String> parts, String tag) {
        byte[] expected = tag.getBytes(US_ASCII);
        return parts.stream()
                .skip(1)
                .anyMatch(part -> MessageDigest.isEqual(part.getBytes(UTF_8), expected));
    }

    private String tag(String id, String name) {
        byte[] tag = Arrays.copyOf(tags.hash(id + "\n" + name), TAG_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }
}
