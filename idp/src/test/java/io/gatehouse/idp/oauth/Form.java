// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.idp.Gate;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a request, and the ways to send them. */
public record Form(Map<String, String> fields) {

    public static Form of(String... namesAndValues) {
        return new Form(Map.of()).with(namesAndValues);
    }

    /**
     * The same with some parameters more, or other values for them; an empty value takes it out.
     */
    public Form with(String... namesAndValues) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
            all.values().removeIf(String::isEmpty);
        }
        return new Form(all);
    }

    public String encoded() {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Sent as an anonymous client does. */
    public HttpAnswer post(String path) {
        return post(Gate.anonymous(), path);
    }

    /** Sent by a client that shows its secret in the header. */
    public HttpAnswer post(String path, String client, String secret) {
        return post(Gate.anonymous().with("authorization", basic(client, secret)), path);
    }

    public HttpAnswer post(Http gate, String path) {
        return post(gate, path, encoded());
    }

    /** A body as it is. */
    public static HttpAnswer post(Http gate, String path, String body) {
        return gate.send(
                gate.request(path)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    public static String basic(String client, String secret) {
        String pair = URLEncoder.encode(client, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
