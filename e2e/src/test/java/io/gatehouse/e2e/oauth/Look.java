// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How somebody looks at pages. */
enum Look {
    /**
     * The narrowest screen there is, which is also what 640 px are to somebody who reads at 200 %.
     */
    PHONE(320, 640, "light", Locale.ENGLISH),
    DESK(1280, 800, "dark", Locale.GERMAN);

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int width;
    private final int height;
    private final String scheme;
    private final Locale language;

    Look(int width, int height, String scheme, Locale language) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
        this.language = language;
    }

    Locale language() {
        return language;
    }

    /** As the DevTools protocol wants it. */
    Map<String, Object> screen() {
        return Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false);
    }

    /** As the DevTools protocol wants it. */
    Map<String, Object> media() {
        return Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
