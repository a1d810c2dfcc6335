// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes tokens apart and makes the ones an attacker would try; the attacker has a key pair, never
 * the idp's.
 */
public final class Tokens {
    private static final KeyPair FOREIGN = newKey();

    private Tokens() {}

    public static JsonNode header(String token) {
        return part(token, 0);
    }

    public static JsonNode payload(String token) {
        return part(token, 1);
    }

    /** The token with another payload and its old signature. */
    public static String withPayload(String token, Consumer<ObjectNode> change) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + changed(payload(token), change) + "." + parts[2];
    }

    /** The token with another header and its old signature. */
    public static String withHeader(String token, Consumer<ObjectNode> change) {
        String[] parts = token.split("\\.", -1);
        return changed(header(token), change) + "." + parts[1] + "." + parts[2];
    }

    /** The token signed anew with the attacker's key. */
    public static String foreign(
            String token, Consumer<ObjectNode> header, Consumer<ObjectNode> payload) {
        String input = changed(header(token), header) + "." + changed(payload(token), payload);
        return input + "." + encode(sign("SHA256withRSA", input));
    }

    public static String foreignWith(String token, String algorithm, String jcaName) {
        String input =
                changed(header(token), header -> header.put("alg", algorithm))
                        + "."
                        + token.split("\\.", -1)[1];
        return input + "." + encode(sign(jcaName, input));
    }

    /** RFC 8725 section 2.1: no algorithm, no signature. */
    public static String unsigned(String token) {
        return changed(header(token), header -> header.put("alg", "none"))
                + "."
                + token.split("\\.", -1)[1]
                + ".";
    }

    /** RFC 8725 section 2.1: the public key taken for an HMAC secret. */
    public static String signedWithPublicKey(String token, byte[] secret) {
        String input =
                changed(header(token), header -> header.put("alg", "HS256"))
                        + "."
                        + token.split("\\.", -1)[1];
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The attacker's public key as a JWK with the given id. */
    public static Map<String, Object> foreignJwk(String kid) {
        RSAPublicKey key = (RSAPublicKey) FOREIGN.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                kid,
                "e",
                encode(key.getPublicExponent().toByteArray()),
                "n",
                encode(unsigned(key.getModulus())));
    }

    public static PublicKey publicKey(JsonNode jwk) {
        try {
            BigInteger modulus = new BigInteger(1, decode(jwk.path("n").asText()));
            BigInteger exponent = new BigInteger(1, decode(jwk.path("e").asText()));
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static boolean isSignedBy(String token, PublicKey key) {
        int dot = token.lastIndexOf('.');
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(decode(token.substring(dot + 1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Consumer<ObjectNode> unchanged() {
        return node -> {};
    }

    public static Consumer<ObjectNode> put(String name, String value) {
        return node -> node.put(name, value);
    }

    /** What a customer would like to be. */
    public static Consumer<ObjectNode> admin() {
        return node -> {
            node.put("role", "admin");
            node.putArray("roles").add("admin");
        };
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String changed(JsonNode node, Consumer<ObjectNode> change) {
        ObjectNode copy = node.deepCopy();
        change.accept(copy);
        return encode(Json.write(copy).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode part(String token, int index) {
        return Json.read(new String(decode(token.split("\\.", -1)[index]), StandardCharsets.UTF_8));
    }

    private static byte[] sign(String algorithm, String input) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(FOREIGN.getPrivate());
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
