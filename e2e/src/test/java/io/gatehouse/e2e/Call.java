// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.testkit.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request, written once and sent either by {@link Client} or byte by byte by {@link RawClient}.
 */
public record Call(String method, String path, List<Header> headers, Optional<byte[]> body) {

    /** What the fields of a form may hold that is nobody else's to know. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "\\b(code|code_verifier|device_code|client_secret|client_assertion|refresh_token"
                            + "|token|subject_token|actor_token|id_token_hint|password)=[^&]*");

    /** A header as it goes on the wire: order, case and repetition are kept. */
    public record Header(String name, String value) {}

    public Call {
        headers = List.copyOf(headers);
    }

    public static Call of(String method, String path) {
        return new Call(method, path, List.of(), Optional.empty());
    }

    public static Call get(String path) {
        return of("GET", path);
    }

    public static Call post(String path) {
        return of("POST", path);
    }

    public static Call post(String path, Map<String, ?> body) {
        return post(path).json(body);
    }

    public static Call put(String path, Map<String, ?> body) {
        return of("PUT", path).json(body);
    }

    public static Call delete(String path) {
        return of("DELETE", path);
    }

    public Call with(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Call(method, path, all, body);
    }

    public Call bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Call cookie(String token) {
        return with("Cookie", "__Host-gatehouse=" + token);
    }

    public Call json(Map<String, ?> value) {
        return text("application/json", Json.write(value));
    }

    public Call text(String contentType, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new Call(method, path, headers, Optional.of(bytes))
                .with("Content-Type", contentType);
    }

    /** The request for a failure message: credentials are named, never printed. */
    public String describe() {
        StringBuilder text = new StringBuilder(method).append(' ').append(path);
        for (Header header : headers) {
            String value =
                    header.name().matches("(?i)authorization|cookie")
                            ? "(kept back)"
                            : header.value();
            text.append("\n  ").append(header.name()).append(": ").append(shorten(value));
        }
        body.ifPresent(bytes ->
                text.append("\n  ")
                        .append(shorten(redact(new String(bytes, StandardCharsets.UTF_8)))));
        return text.toString();
    }

    private static String redact(String body) {
        return SECRET.matcher(Json.redact(body)).replaceAll("$1=(kept back)");
    }

    private static String shorten(String value) {
        return value.length() <= 300
                ? value
                : value.substring(0, 300) + "… (" + value.length() + ")";
    }
}
