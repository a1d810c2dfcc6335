// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import java.time.Duration;

/**
 * The header {@code Set-Cookie} of a cookie that no script can read and no other host can set (RFC
 * 6265bis, {@code __Host-}).
 */
public final class HostCookie {
    private HostCookie() {}

    /** A cookie that lasts so long; zero removes it. */
    public static String lasting(String name, String value, Duration age) {
        return cookie(name, value, "Max-Age=%d; ".formatted(age.toSeconds()));
    }

    /** A cookie that lasts until the browser is closed. */
    public static String untilClosed(String name, String value) {
        return cookie(name, value, "");
    }

    private static String cookie(String name, String value, String age) {
        return "%s=%s; Path=/; %sSecure; HttpOnly; SameSite=Lax".formatted(name, value, age);
    }
}
