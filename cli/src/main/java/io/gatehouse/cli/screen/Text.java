// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import io.gatehouse.cli.wire.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Formats single values for a person. */
public final class Text {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Text() {}

    public static String money(Money money) {
        if (money == null) {
            return "";
        }
        int digits = fractionDigits(money.currency());
        String sign = money.amount() < 0 ? "-" : "";
        String all = Long.toString(Math.absExact(money.amount()));
        String padded = "0".repeat(Math.max(0, digits + 1 - all.length())) + all;
        int point = padded.length() - digits;
        String fraction = digits == 0 ? "" : "." + padded.substring(point);
        return sign + padded.substring(0, point) + fraction + " " + clean(money.currency());
    }

    public static String time(Instant time, ZoneId zone) {
        return time == null ? "" : MINUTE.format(time.atZone(zone));
    }

    /**
     * Removes control characters: text of others must not send escape sequences to the terminal,
     * nor reverse its direction.
     */
    public static String clean(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(Text::harmless).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> '?';
            default -> point;
        };
    }

    private static int fractionDigits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }
}
