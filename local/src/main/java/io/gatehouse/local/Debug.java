// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Ports;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A service that a debugger can attach to, at a port of this machine alone. */
record Debug(String service, int port) {
    /** Where IDEs look for a JVM. */
    static final int USUAL_PORT = 5005;

    private static final Pattern TEXT = Pattern.compile("([^:]+)(?::([1-9][0-9]{3,4}))?");

    /** Reads {@code products} or {@code products:5006}. */
    static final class Reader implements ITypeConverter<Debug> {
        @Override
        public Debug convert(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "\"%s\" is no service such as products, or products:5006".formatted(text));
            }
            return new Debug(
                    matcher.group(1),
                    Optional.ofNullable(matcher.group(2))
                            .map(Integer::parseInt)
                            .orElse(USUAL_PORT));
        }
    }

    /** Refuses a port that is taken: the JVM would end. */
    void requirePort() {
        new Ports(new SecureRandom()).require(Map.of("--debug", port));
    }
}
