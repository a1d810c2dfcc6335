// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import io.gatehouse.idp.oauth.OAuthException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the members of a document with metadata, each of which must have its type (RFC 7591 section
 * 2); one that is null counts as absent.
 */
record MemberReader(JsonNode document) {

    /** What a database stores and a line shows: no control and no formatting characters. */
    private static final Pattern LINE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]*");

    MemberReader {
        if (!document.isObject()) {
            throw invalid("The body must be a JSON object");
        }
    }

    boolean has(String name) {
        return document.hasNonNull(name);
    }

    /**
     * A text of one line.
     *
     * @param longest in UTF-16 characters
     */
    Optional<String> text(String name, int longest) {
        return has(name) ? Optional.of(text(name, document.get(name), longest)) : Optional.empty();
    }

    /** A list of texts of one line. */
    Optional<List<String>> texts(String name, int most, int longest) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode list = document.get(name);
        if (!list.isArray() || list.size() > most) {
            throw invalid(
                    RegistrationError.INVALID_CLIENT_METADATA,
                    name + " must be a list of at most " + most);
        }
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text(name, text, longest)));
        return Optional.of(List.copyOf(texts));
    }

    private static String text(String name, JsonNode node, int longest) {
        String text = node.isTextual() ? node.textValue() : "\n";
        if (text.length() > longest || !LINE.matcher(text).matches()) {
            throw invalid(
                    "%s must be a text of at most %d characters, none of them for control"
                            .formatted(name, longest));
        }
        return text;
    }

    boolean flag(String name) {
        if (has(name) && !document.get(name).isBoolean()) {
            throw invalid(name + " must be true or false");
        }
        return document.path(name).booleanValue();
    }

    /** The error {@code invalid_client_metadata}; the description repeats nothing that was sent. */
    static OAuthException invalid(String description) {
        return invalid(RegistrationError.INVALID_CLIENT_METADATA, description);
    }

    static OAuthException invalid(ErrorObject error, String description) {
        return new OAuthException(error.setDescription(description));
    }
}
