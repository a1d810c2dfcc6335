// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of the list of accounts: those before a place in the order, with a text in the name.
 *
 * @param limit 1 to 100
 */
public record AccountPage(Instant createdBefore, UUID idBefore, String part, int limit) {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,16}):([0-9a-f-]{36})");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);
    private static final int MAX_PART = 64;

    /** Reads the query of a request; what cannot be a page names its parameter. */
    public static AccountPage parse(String limit, String after, String part) {
        if (!limit.matches("[1-9][0-9]?|100")) {
            throw invalid("limit", "must be a number from 1 to 100");
        }
        if (part.length() > MAX_PART || part.chars().anyMatch(Character::isISOControl)) {
            throw invalid("q", "must have at most " + MAX_PART + " printable characters");
        }
        String folded = part.toLowerCase(Locale.ROOT);
        int rows = Integer.parseInt(limit);
        if (after.isEmpty()) {
            return new AccountPage(END, LAST, folded, rows);
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(after), US_ASCII);
            Matcher fields = CURSOR.matcher(text);
            if (!fields.matches()) {
                throw invalid("after", "is no cursor of this list");
            }
            Instant time = Instant.EPOCH.plus(Long.parseLong(fields.group(1)), ChronoUnit.MICROS);
            return new AccountPage(time, UUID.fromString(fields.group(2)), folded, rows);
        } catch (IllegalArgumentException e) {
            throw invalid("after", "is no cursor of this list");
        }
    }

    /** The cursor that continues behind an account. */
    public static String cursor(Account last) {
        String text = ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt()) + ":" + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
    }

    private static ProblemException invalid(String parameter, String message) {
        return new ProblemException(
                        ProblemCode.INVALID_PARAMETER,
                        "The parameter '" + parameter + "' " + message + ".")
                .withError(parameter, message);
    }
}
