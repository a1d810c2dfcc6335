// SPDX-License-Identifier: Apache-2.0
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * A bearer token with Spring Security. In an application the decoder is a bean, beside
 * {@code http.oauth2ResourceServer(server -> server.jwt(withDefaults()))}.
 */
public final class Verify {

    public static void main(String[] args) {
        String issuer = System.getenv("ISSUER");
        // 6.5 refuses the type at+jwt unless told to leave it to the validator; 7 leaves it by itself.
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withIssuerLocation(issuer).validateType(false).build();
        // Without this validator 7 takes nothing but the type JWT.
        decoder.setJwtValidator(
                JwtValidators.createAtJwtValidator()
                        .issuer(issuer)
                        .audience(System.getenv("AUDIENCE"))
                        .clientId("gatehouse")
                        .build());

        Jwt token = decoder.decode(System.getenv("TOKEN"));
        System.out.println(
                token.getSubject() + " " + String.join(" ", token.getClaimAsStringList("groups")));
    }
}
