// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A JWS in compact serialization, parsed strictly: canonical base64url, valid UTF-8, JSON objects
 * without duplicate members.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-3.1">RFC 7515, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.7">RFC 8725, section 3.7</a>
 */
final class CompactToken {
    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private final String text;
    private final int headerEnd;
    private final int claimsEnd;
    private final ObjectNode header;

    private CompactToken(String text, int headerEnd, int claimsEnd) throws IOException {
        this.text = text;
        this.headerEnd = headerEnd;
        this.claimsEnd = claimsEnd;
        this.header = object(text.substring(0, headerEnd));
    }

    static CompactToken parse(String text) throws IOException {
        int headerEnd = text.indexOf('.');
        int claimsEnd = text.indexOf('.', headerEnd + 1);
        if (headerEnd <= 0 || claimsEnd <= headerEnd || text.indexOf('.', claimsEnd + 1) >= 0) {
            throw new IOException("not three parts");
        }
        return new CompactToken(text, headerEnd, claimsEnd);
    }

    ObjectNode header() {
        return header;
    }

    /** The claims, to be read only after the signature has been verified. */
    ObjectNode claims() throws IOException {
        return object(text.substring(headerEnd + 1, claimsEnd));
    }

    byte[] signingInput() {
        return text.substring(0, claimsEnd).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] signature() throws IOException {
        return decode(text.substring(claimsEnd + 1));
    }

    private static ObjectNode object(String part) throws IOException {
        JsonNode node = JSON.readValue(utf8(decode(part)));
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not a JSON object");
    }

    /** Refuses padding and stray trailing bits, so that a token has exactly one encoding. */
    private static byte[] decode(String part) throws IOException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("not base64url", e);
        }
        throw new IOException("not canonical base64url");
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
