// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

import java.util.regex.Pattern;

/**
 * The name of a service, which is also its database and its role. SQL cannot bind identifiers, so
 * the allowed letters prevent injection. SQL quotes the name, because it may have a hyphen.
 */
record ServiceName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    ServiceName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A service name is [a-z][a-z0-9_-]{0,39}, not \"" + value + '"');
        }
    }

    String owner() {
        return value + "_owner";
    }

    @Override
    public String toString() {
        return value;
    }
}
