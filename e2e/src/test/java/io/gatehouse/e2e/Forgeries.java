// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What an attacker makes of a good token (RFC 8725, section 2), by what was done to it. */
public final class Forgeries {
    private static final Consumer<ObjectNode> AS_IT_IS = Tokens.unchanged();
    private static final Consumer<ObjectNode> ADMIN = Tokens.admin();

    private final String good;
    private final Map<String, String> all = new LinkedHashMap<>();

    private Forgeries(String good) {
        this.good = good;
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
        all.put("admin written into the payload", Tokens.withPayload(good, ADMIN));
        all.put(
                "longer life",
                Tokens.withPayload(good, p -> p.put("exp", p.path("exp").asLong() + 3600)));
        all.put(
                "other subject",
                Tokens.withPayload(
                        good, Tokens.put("sub", "00000000-0000-4000-8000-000000000000")));
        all.put("last letter cut off", good.substring(0, good.length() - 1));
        all.put("signature cut off", parts[0] + "." + parts[1] + ".");
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("four parts", good + "." + parts[2]);
        all.put("five parts", good + ".a.b");
        all.put("not base64", parts[0] + ".~~~." + parts[2]);
        all.put(
                "signature of zeros",
                parts[0] + "." + parts[1] + "." + Tokens.encode(new byte[256]));
        all.put("not a token", "0123456789");
        all.put("empty payload", parts[0] + ".." + parts[2]);
    }

    private void foreignKeys(String kid) {
        foreign("foreign key", AS_IT_IS, AS_IT_IS);
        foreign("foreign key, admin", AS_IT_IS, ADMIN);
        foreign("foreign key, unknown kid", Tokens.put("kid", "nobody"), ADMIN);
        foreign("foreign key, no kid", header -> header.remove("kid"), ADMIN);
        foreign("foreign key, other issuer", AS_IT_IS, Tokens.put("iss", "https://evil.example"));
        foreign("foreign key, other audience", AS_IT_IS, Tokens.put("aud", "other"));
        foreign("foreign key, expired", AS_IT_IS, p -> p.put("exp", 1_000_000_000L));
        foreign("foreign key, type JWT", Tokens.put("typ", "JWT"), ADMIN);
        foreign(
                "jwk in the header",
                header -> header.set("jwk", Json.tree(Tokens.foreignJwk(kid))),
                ADMIN);
        foreign("jku in the header", Tokens.put("jku", "https://evil.example/jwks.json"), ADMIN);
        foreign("x5u in the header", Tokens.put("x5u", "https://evil.example/x5u.pem"), ADMIN);
        foreign("kid as a path", Tokens.put("kid", "../../dev/null"), ADMIN);
        foreign("kid as SQL", Tokens.put("kid", "' OR '1'='1"), ADMIN);
        foreign("crit in the header", header -> header.putArray("crit").add("exp"), ADMIN);
        all.put("RS512", Tokens.foreignWith(good, "RS512", "SHA512withRSA"));
    }

    private void foreign(String name, Consumer<ObjectNode> header, Consumer<ObjectNode> payload) {
        all.put(name, Tokens.foreign(good, header, payload));
    }

    /** RFC 8725, section 2.1. */
    private void algorithms(JsonNode jwk) {
        byte[] der = Tokens.publicKey(jwk).getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n";
        all.put("no algorithm", Tokens.unsigned(good));
        all.put("no algorithm, old signature", Tokens.withHeader(good, Tokens.put("alg", "none")));
        signedWithPublicKey("JWK", Json.write(jwk).getBytes(StandardCharsets.UTF_8));
        signedWithPublicKey("DER key", der);
        signedWithPublicKey("PEM key", pem.getBytes(StandardCharsets.US_ASCII));
    }

    private void signedWithPublicKey(String form, byte[] secret) {
        all.put("HS256 with the " + form + " as secret", Tokens.signedWithPublicKey(good, secret));
    }
}
