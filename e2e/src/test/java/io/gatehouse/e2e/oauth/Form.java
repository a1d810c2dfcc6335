// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters as {@code application/x-www-form-urlencoded} has them. */
public final class Form {
    public static final String TYPE = "application/x-www-form-urlencoded";

    private Form() {}

    public static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** The parameters of a query, each of which stands there once. */
    static Map<String, String> query(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = URLDecoder.decode(pair.substring(0, equals), UTF_8);
            String earlier =
                    parameters.put(name, URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            if (earlier != null) {
                throw new AssertionError(name + " stands twice in the query");
            }
        }
        return parameters;
    }
}
