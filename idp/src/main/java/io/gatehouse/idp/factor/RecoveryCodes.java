// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.seal.KeyedHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes and reads recovery codes: 80 random bits as four groups of four letters and digits, none of
 * which is taken for another.
 */
@ApplicationScoped
class RecoveryCodes {

    /** How many an account gets at once. */
    static final int NUMBER = 10;

    /** 32 of them, so five bits each; a typed o, i or l is read as the digit it looks like. */
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    /** As people type them: in either case, grouped in whatever way. */
    private static final int LONGEST_TYPED = 32;

    private static final Pattern BETWEEN = Pattern.compile("[- ]");
    private static final Pattern FORM = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");

    private final SecureRandom random;
    private final KeyedHash hashes;

    @Inject
    RecoveryCodes(SecureRandom random, KeyedHash hash) {
        this.random = random;
        this.hashes = hash.purpose("recovery-code");
    }

    /** New codes, as they are shown once. */
    List<String> make() {
        return Stream.generate(this::next).limit(NUMBER).toList();
    }

    private String next() {
        String letters =
                IntStream.generate(() -> random.nextInt(LETTERS.length()))
                        .limit(LENGTH)
                        .mapToObj(i -> LETTERS.substring(i, i + 1))
                        .collect(Collectors.joining());
        return IntStream.range(0, LENGTH / GROUP)
                .mapToObj(i -> letters.substring(i * GROUP, (i + 1) * GROUP))
                .collect(Collectors.joining("-"));
    }

    /** What is stored of a code that was made, or typed; empty for a text that is none. */
    Optional<String> hash(UUID account, String typed) {
        return plain(typed)
                .map(code -> hashes.hash(account + "\n" + code))
                .map(Base64.getUrlEncoder().withoutPadding()::encodeToString);
    }

    private static Optional<String> plain(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String letters = BETWEEN.matcher(typed).replaceAll("").toLowerCase(Locale.ROOT);
        return Optional.of(letters.replace('o', '0').replace('i', '1').replace('l', '1'))
                .filter(FORM.asMatchPredicate());
    }
}
