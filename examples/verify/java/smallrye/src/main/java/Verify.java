// SPDX-License-Identifier: Apache-2.0
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * A bearer token with SmallRye JWT, as WildFly and Quarkus use it. In an
 * application the same is configuration: {@code mp.jwt.verify.publickey.location},
 * {@code mp.jwt.verify.issuer} and {@code mp.jwt.verify.audiences}.
 */
public final class Verify {

    public static void main(String[] args) throws Exception {
        String issuer = System.getenv("ISSUER");
        JWTAuthContextInfo context =
                new JWTAuthContextInfo(issuer + "/.well-known/jwks.json", issuer);
        // Unless it is named, any audience passes.
        context.setExpectedAudience(Set.of(System.getenv("AUDIENCE")));
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));

        JsonWebToken token = new DefaultJWTParser(context).parse(System.getenv("TOKEN"));
        System.out.println(
                token.getSubject() + " " + String.join(" ", new TreeSet<>(token.getGroups())));
    }
}
