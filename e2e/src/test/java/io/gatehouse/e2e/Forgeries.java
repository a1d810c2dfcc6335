// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What an attacker makes of a good token (RFC 8725, section 2), by what was done to it. */
public final class Forgeries {
    /** The attacker has a key pair, never the idp's. */
    private static final RSAKey FOREIGN = Tokens.key();

    private final String good;
    private final ObjectNode header;
    private final ObjectNode payload;
    private final Map<String, String> all = new LinkedHashMap<>();

    private Forgeries(String good) {
        this.good = good;
        this.header = (ObjectNode) Tokens.header(good);
        this.payload = (ObjectNode) Tokens.payload(good);
    }

    /** Every forgery of a token that this key has signed. */
    public static Map<String, String> of(String good, JsonNode jwk) {
        Forgeries forgeries = new Forgeries(good);
        forgeries.shapes();
        forgeries.foreignKeys(Tokens.header(good).path("kid").asText());
        forgeries.algorithms(jwk);
        return forgeries.all;
    }

    /** The published key that has signed a token. */
    public static JsonNode signingKey(Target target, String token) {
        String kid = Tokens.header(token).path("kid").asText();
        try (Client client = target.client()) {
            for (JsonNode key :
                    client.setUp(Call.get("/.well-known/jwks.json"))
                            .expect(200)
                            .json()
                            .path("keys")) {
                if (key.path("kid").asText().equals(kid)) {
                    return key;
                }
            }
        }
        throw new AssertionError("the key " + kid + " is not published");
    }

    private void shapes() {
        String[] parts = good.split("\\.", -1);
        all.put("admin written into the payload", withPayload(Forgeries::admin));
        all.put("longer life", withPayload(p -> p.put("exp", p.path("exp").asLong() + 3600)));
        all.put("other subject", withPayload(put("sub", "00000000-0000-4000-8000-000000000000")));
        all.put("last letter cut off", good.substring(0, good.length() - 1));
        all.put("signature cut off", parts[0] + "." + parts[1] + ".");
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("four parts", good + "." + parts[2]);
        all.put("five parts", good + ".a.b");
        all.put("not base64", parts[0] + ".~~~." + parts[2]);
        all.put(
                "signature of zeros",
                parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[256]));
        all.put("not a token", "0123456789");
        all.put("empty payload", parts[0] + ".." + parts[2]);
    }

    private void foreignKeys(String kid) {
        foreign("foreign key", Forgeries::asItIs, Forgeries::asItIs);
        foreign("foreign key, admin", Forgeries::asItIs, Forgeries::admin);
        foreign("foreign key, unknown kid", put("kid", "nobody"), Forgeries::admin);
        foreign("foreign key, no kid", h -> h.remove("kid"), Forgeries::admin);
        foreign("foreign key, other issuer", Forgeries::asItIs, put("iss", "https://evil.example"));
        foreign("foreign key, other audience", Forgeries::asItIs, put("aud", "other"));
        foreign("foreign key, expired", Forgeries::asItIs, p -> p.put("exp", 1_000_000_000L));
        foreign("foreign key, type JWT", put("typ", "JWT"), Forgeries::admin);
        foreign(
                "jwk in the header",
                h -> h.set("jwk", Json.tree(foreignJwk(kid))),
                Forgeries::admin);
        foreign(
                "jku in the header",
                put("jku", "https://evil.example/jwks.json"),
                Forgeries::admin);
        foreign("x5u in the header", put("x5u", "https://evil.example/x5u.pem"), Forgeries::admin);
        foreign("kid as a path", put("kid", "../../dev/null"), Forgeries::admin);
        foreign("kid as SQL", put("kid", "' OR '1'='1"), Forgeries::admin);
        foreign("crit in the header", h -> h.putArray("crit").add("exp"), Forgeries::admin);
        all.put(
                "RS512",
                Tokens.sign(
                        changed(header, put("alg", "RS512")),
                        payload.toString(),
                        JWSAlgorithm.RS512,
                        Tokens.signer(FOREIGN)));
    }

    private void foreign(String name, Consumer<ObjectNode> head, Consumer<ObjectNode> claims) {
        all.put(
                name,
                Tokens.sign(
                        changed(header, head),
                        changed(payload, claims),
                        JWSAlgorithm.RS256,
                        Tokens.signer(FOREIGN)));
    }

    /** The attacker's public key under this id. */
    private static Map<String, Object> foreignJwk(String kid) {
        return new RSAKey.Builder(FOREIGN).keyID(kid).build().toPublicJWK().toJSONObject();
    }

    /** No algorithm; the public key taken for an HMAC secret (RFC 8725, section 2.1). */
    private void algorithms(JsonNode jwk) {
        byte[] der = publicKey(jwk).getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n";
        String none = Base64URL.encode(changed(header, put("alg", "none"))).toString();
        String[] parts = good.split("\\.", -1);
        all.put("no algorithm", none + "." + parts[1] + ".");
        all.put("no algorithm, old signature", none + "." + parts[1] + "." + parts[2]);
        signedWithPublicKey("JWK", Json.write(jwk).getBytes(StandardCharsets.UTF_8));
        signedWithPublicKey("DER key", der);
        signedWithPublicKey("PEM key", pem.getBytes(StandardCharsets.US_ASCII));
    }

    private void signedWithPublicKey(String form, byte[] secret) {
        try {
            all.put(
                    "HS256 with the " + form + " as secret",
                    Tokens.sign(
                            changed(header, put("alg", "HS256")),
                            payload.toString(),
                            JWSAlgorithm.HS256,
                            new MACSigner(secret)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another payload under the old signature. */
    private String withPayload(Consumer<ObjectNode> change) {
        String[] parts = good.split("\\.", -1);
        return parts[0] + "." + Base64URL.encode(changed(payload, change)) + "." + parts[2];
    }

    private static String changed(ObjectNode node, Consumer<ObjectNode> change) {
        ObjectNode copy = node.deepCopy();
        change.accept(copy);
        return Json.write(copy);
    }

    private static void asItIs(ObjectNode node) {}

    /** What a customer would like to be. */
    private static void admin(ObjectNode node) {
        node.put("role", "admin").putArray("roles").add("admin");
    }

    private static Consumer<ObjectNode> put(String name, String value) {
        return node -> node.put(name, value);
    }

    private static PublicKey publicKey(JsonNode jwk) {
        try {
            return RSAKey.parse(jwk.toString()).toRSAPublicKey();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
