// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import io.gatehouse.cli.wire.Money;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a price in EUR: {@code 12}, {@code 12.34} or {@code 12.34 EUR}. */
final class Price implements ITypeConverter<Money> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(?:\\.(\\d{2}))?(?: ?EUR)?");

    @Override
    public Money convert(String typed) {
        Matcher matcher = FORM.matcher(typed.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + typed + "' is not a price like 12.34");
        }
        long cents = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
        return new Money(Long.parseLong(matcher.group(1)) * 100 + cents, "EUR");
    }
}
