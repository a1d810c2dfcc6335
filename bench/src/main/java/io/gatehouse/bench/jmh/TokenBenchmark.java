// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.jmh;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.authz.token.JwkSet;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.TokenRules;
import io.gatehouse.authz.token.Verification;
import io.gatehouse.authz.token.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmarks an access token: signing as in idp, verifying in authz, a hit in authz's cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class TokenBenchmark {
    private static final String ISSUER = "https://localhost:8443";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LIFETIME_SECONDS = 300;
    private static final int CACHE_SIZE = 1000;

    private JWSSigner signer;
    private JwkSet keys;
    private Verifier verifier;
    private TokenCache cache;
    private String token;

    @Setup
    public void prepare() throws GeneralSecurityException, JOSEException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        signer = new RSASSASigner(pair.getPrivate());
        keys = JwkSet.empty().with(Map.of("key", (RSAPublicKey) pair.getPublic()));
        TokenRules rules =
                new TokenRules(ISSUER, "gatehouse", Duration.ofSeconds(30), Duration.ofMinutes(10));
        verifier = new Verifier(rules, Clock.fixed(NOW, ZoneOffset.UTC));
        cache = new TokenCache(verifier, () -> keys, CACHE_SIZE);
        token = sign();
        if (!(verify() instanceof Verification.Accepted)) {
            throw new IllegalStateException("the token is not one that authz accepts");
        }
    }

    @Benchmark
    public String sign() throws JOSEException {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(UUID.randomUUID().toString())
                        .audience("gatehouse")
                        .issueTime(Date.from(NOW))
                        .expirationTime(Date.from(NOW.plusSeconds(LIFETIME_SECONDS)))
                        .jwtID(UUID.randomUUID().toString())
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("auth_time", NOW.getEpochSecond())
                        .claim("account_not_before", 0)
                        .claim("client_id", "gatehouse")
                        .claim("scope", "openid profile email")
                        .claim("preferred_username", "alice")
                        .claim("email", "alice@example.com")
                        .claim("email_verified", false)
                        .claim("roles", List.of("customer"))
                        .claim("groups", List.of("customer"))
                        .claim("role", "customer")
                        .build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("key")
                        .build();
        SignedJWT signed = new SignedJWT(header, claims);
        signed.sign(signer);
        return signed.serialize();
    }

    @Benchmark
    public Verification verify() {
        return verifier.verify(token, keys);
    }

    @Benchmark
    public Verification verifyAgain() {
        return cache.verify(token);
    }
}
