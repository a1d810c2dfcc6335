#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Spring Security 6.5.11 and 7.1.2, an access token of type at+jwt (RFC 9068) and JwtValidators.createAtJwtValidator(),
# which is made for such tokens and demands that type.
#
# Expected: a decoder that was given this validator takes the token, in both lines.
# Seen: in 6.5.11 the decoder checks the type before the validator does, and refuses at+jwt: the validator never sees a
# token that it would take, unless the decoder is built with validateType(false). In 7.1.2 the validator is enough; and
# validateType(false) alone, which lets the token pass in 6.5.11, is not: the default validator refuses the type there.
# What helps: both calls; code that has both works on both lines.
set -eu
work=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <properties>
        <maven.compiler.release>17</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    </properties>
    <dependencies>
        <dependency>
            <groupId>org.springframework.security</groupId>
            <artifactId>spring-security-oauth2-jose</artifactId>
            <version>${spring}</version>
        </dependency>
    </dependencies>
    <build>
        <plugins>
            <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.16.0</version>
            </plugin>
            <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-dependency-plugin</artifactId>
                <version>3.11.0</version>
                <executions>
                    <execution>
                        <phase>package</phase>
                        <goals><goal>copy-dependencies</goal></goals>
                    </execution>
                </executions>
            </plugin>
        </plugins>
    </build>
</project>
XML
cat >src/main/java/Finding.java <<'JAVA'
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

public final class Finding {
    public static void main(String[] args) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Date now = Date.from(Instant.now());
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("at+jwt")).build(),
                        new JWTClaimsSet.Builder()
                                .issuer("https://issuer.example")
                                .audience("service")
                                .subject("somebody")
                                .claim("client_id", "client")
                                .jwtID("1")
                                .issueTime(now)
                                .expirationTime(new Date(now.getTime() + 300_000))
                                .build());
        token.sign(new RSASSASigner(keys.getPrivate()));
        for (String calls : new String[] {"validator", "validateType(false)", "both"}) {
            NimbusJwtDecoder.PublicKeyJwtDecoderBuilder builder =
                    NimbusJwtDecoder.withPublicKey((RSAPublicKey) keys.getPublic());
            if (!calls.equals("validator")) {
                builder.validateType(false);
            }
            NimbusJwtDecoder decoder = builder.build();
            if (!calls.equals("validateType(false)")) {
                decoder.setJwtValidator(
                        JwtValidators.createAtJwtValidator()
                                .issuer("https://issuer.example")
                                .audience("service")
                                .clientId("client")
                                .build());
            }
            System.out.println(args[0] + " " + calls + ": " + decode(decoder, token.serialize()));
        }
    }

    private static String decode(NimbusJwtDecoder decoder, String token) {
        try {
            decoder.decode(token);
            return "taken";
        } catch (JwtException e) {
            return "refused";
        }
    }
}
JAVA
for version in 6.5.11 7.1.2; do
    mvn -q -B -ntp -Dspring="$version" clean package >maven.log 2>&1 || { cat maven.log; exit 1; }
    java -cp 'target/classes:target/dependency/*' Finding "$version" 2>/dev/null
done | tee seen
cat >expected <<'TEXT'
6.5.11 validator: refused
6.5.11 validateType(false): taken
6.5.11 both: taken
7.1.2 validator: taken
7.1.2 validateType(false): refused
7.1.2 both: taken
TEXT
cmp -s seen expected || { echo 'this has changed'; exit 1; }
