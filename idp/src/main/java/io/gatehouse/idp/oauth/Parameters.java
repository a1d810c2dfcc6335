// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a request, from a form or a query. Strict UTF-8; a parameter without a value
 * counts as absent, and none may appear twice (RFC 6749 section 3.1) but those of which an
 * extension says so.
 */
public final class Parameters {

    private static final int HEX = 16;

    private final String text;
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Parameters(String text) {
        this.text = text;
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = name(pair);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
    }

    /**
     * The parameters of a form.
     *
     * @throws OAuthException {@code invalid_request} when it is none
     */
    public static Parameters ofForm(byte[] body, Optional<MediaType> type) {
        if (type.filter(MediaType.APPLICATION_FORM_URLENCODED_TYPE::isCompatible).isEmpty()) {
            throw OAuthException.invalidRequest(
                    "The body must be application/x-www-form-urlencoded");
        }
        return new Parameters(new String(body, ISO_8859_1));
    }

    /**
     * The parameters of a form, each of them once.
     *
     * @param lists those that may be there more than once
     * @throws OAuthException {@code invalid_request} when it is no form, or has another one twice
     */
    public static Parameters ofSingles(byte[] body, Optional<MediaType> type, String... lists) {
        Parameters parameters = ofForm(body, type);
        if (parameters.hasRepeated(lists)) {
            throw OAuthException.invalidRequest("A parameter must not be repeated");
        }
        return parameters;
    }

    /**
     * The parameters of a query.
     *
     * @param query as it was sent, still encoded
     * @throws OAuthException {@code invalid_request} when it cannot be read
     */
    public static Parameters ofQuery(String query) {
        return new Parameters(query);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    /** All values of a parameter that may be there more than once. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /**
     * A parameter that must be there.
     *
     * @throws OAuthException {@code invalid_request} without it
     */
    public String required(String name) {
        return get(name)
                .orElseThrow(() ->
                        OAuthException.invalidRequest("The parameter " + name + " is missing"));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public boolean isRepeated(String name) {
        return all(name).size() > 1;
    }

    /**
     * Whether a parameter is there twice.
     *
     * @param lists those that may be
     */
    public boolean hasRepeated(String... lists) {
        List<String> allowed = List.of(lists);
        return values.keySet().stream()
                .anyMatch(name -> isRepeated(name) && !allowed.contains(name));
    }

    /** The same without some of them. */
    public Parameters without(Set<String> names) {
        return new Parameters(
                Arrays.stream(text.split("&", -1))
                        .filter(pair -> !names.contains(name(pair)))
                        .collect(Collectors.joining("&")));
    }

    /**
     * The same with one more.
     *
     * @param value that needs no encoding
     */
    public Parameters with(String name, String value) {
        return new Parameters(text + "&" + name + "=" + value);
    }

    /** The text that these were read from. */
    public String encoded() {
        return text;
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return decode(equals < 0 ? pair : pair.substring(0, equals));
    }

    // java.net.URLDecoder replaces what is not UTF-8 instead of refusing it.
    private static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char next = encoded.charAt(i);
            if (next == '%') {
                bytes.write(hex(encoded, i + 1) * HEX + hex(encoded, i + 2));
                i += 2;
            } else if (next > 0xff) {
                throw unreadable();
            } else {
                bytes.write(next == '+' ? ' ' : next);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int hex(String encoded, int index) {
        int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), HEX) : -1;
        if (digit < 0) {
            throw unreadable();
        }
        return digit;
    }

    private static String utf8(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // No database stores it.
            if (text.indexOf('\0') >= 0) {
                throw unreadable();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw unreadable();
        }
    }

    private static OAuthException unreadable() {
        return OAuthException.invalidRequest("A parameter is not URL-encoded UTF-8");
    }
}
