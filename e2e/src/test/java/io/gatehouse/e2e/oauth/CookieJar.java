// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The cookies of one host, kept and sent as browsers do (RFC 6265bis). What is set must be what a
 * browser takes under the prefix {@code __Host-}, and out of the reach of scripts.
 */
final class CookieJar {
    private record Cookie(String value, boolean strict) {}

    private final Map<String, Cookie> cookies = new LinkedHashMap<>();

    void take(HttpHeaders answer) {
        answer.allValues("set-cookie").forEach(this::take);
    }

    private void take(String header) {
        String[] parts = header.split("; *", -1);
        int equals = parts[0].indexOf('=');
        String name = parts[0].substring(0, equals);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] attribute = parts[i].split("=", 2);
            attributes.put(
                    attribute[0].toLowerCase(Locale.ROOT),
                    attribute.length == 2 ? attribute[1] : "");
        }
        assertThat(name).startsWith("__Host-");
        assertThat(attributes)
                .as("attributes of %s", name)
                .containsEntry("path", "/")
                .containsKeys("secure", "httponly", "samesite")
                .doesNotContainKey("domain");
        if ("0".equals(attributes.get("max-age"))) {
            cookies.remove(name);
        } else {
            boolean strict = attributes.get("samesite").equalsIgnoreCase("strict");
            cookies.put(name, new Cookie(parts[0].substring(equals + 1), strict));
        }
    }

    /**
     * The header of a request.
     *
     * @param fromHere whether a page of the same site has led to it: a cookie that is strict comes
     *     along with no other
     */
    String header(boolean fromHere) {
        return cookies.entrySet().stream()
                .filter(each -> fromHere || !each.getValue().strict())
                .map(each -> each.getKey() + "=" + each.getValue().value())
                .collect(joining("; "));
    }
}
