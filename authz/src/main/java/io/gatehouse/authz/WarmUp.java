// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.authz.apikey.KeyExchange;
import io.gatehouse.authz.check.CheckService;
import io.gatehouse.authz.check.Decider;
import io.gatehouse.authz.check.Possession;
import io.gatehouse.authz.envoy.AttributeContext;
import io.gatehouse.authz.envoy.AuthorizationGrpc;
import io.gatehouse.authz.envoy.CheckRequest;
import io.gatehouse.authz.policy.Access;
import io.gatehouse.authz.policy.RoutePolicy;
import io.gatehouse.authz.policy.Rule;
import io.gatehouse.authz.revocation.DenyList;
import io.gatehouse.authz.revocation.RevocationPage;
import io.gatehouse.authz.token.JwkSet;
import io.gatehouse.authz.token.RemoteJwkSet;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.TokenRules;
import io.gatehouse.authz.token.Verifier;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.web.admission.SameOrigin;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Warms up the JVM before the port opens, by checks of generated tokens over a loopback connection:
 * the gateway waits half a second for a response, and the first ones of a cold process take longer.
 * Server, key and tokens exist only for this; nothing is logged, counted or kept. In the training
 * run of an AOT cache, it also adds the code path of a check to the cache.
 */
final class WarmUp {
    private static final String KEY_ID = "warm-up";
    private static final String RULE = "warm-up";
    private static final String PATH = "/warm-up";
    private static final int KEY_BITS = 2048;
    private static final int TOKENS = 10;
    private static final int CHECKS_EACH = 20;
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final AuthzConfig config;
    private final Clock clock;
    private final KeyPair key;

    private WarmUp(AuthzConfig config, Clock clock) throws GeneralSecurityException {
        this.config = config;
        this.clock = clock;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        this.key = generator.generateKeyPair();
    }

    /**
     * Returns the number of allowed checks: all with a proof and half of the others, or the wrong
     * code path was warmed up.
     */
    static int run(AuthzConfig config, Clock clock) {
        try {
            return new WarmUp(config, clock).checks();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private int checks() throws GeneralSecurityException, JOSEException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (GrpcServer server = GrpcServer.plain(anyPort, service())) {
            server.start();
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress(
                                    anyPort.getAddress().getHostAddress(), server.port())
                            .usePlaintext()
                            .build();
            try {
                return checks(AuthorizationGrpc.newBlockingStub(channel));
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private int checks(AuthorizationGrpc.AuthorizationBlockingStub gate)
            throws GeneralSecurityException, JOSEException {
        int allowed = 0;
        for (int i = 0; i < TOKENS; i++) {
            allowed += gate.check(proved()).hasOkResponse() ? 1 : 0;
            CheckRequest genuine = bearer(token(config.token().issuer(), Map.of()));
            CheckRequest foreign = bearer(token("https://elsewhere.invalid", Map.of()));
            for (int j = 0; j < CHECKS_EACH; j++) {
                allowed += gate.check(genuine).hasOkResponse() ? 1 : 0;
                allowed += gate.check(foreign).hasOkResponse() ? 1 : 0;
            }
        }
        return allowed;
    }

    private static RoutePolicy policy() {
        Rule rule =
                new Rule(
                        RULE, Set.of("GET"), PATH, Access.SIGNED_IN, Set.of(), false, false, false);
        return new RoutePolicy(List.of(rule), Set.of());
    }

    private CheckService service() {
        JwkSet jwks = JwkSet.empty().with(Map.of(KEY_ID, (RSAPublicKey) key.getPublic()));
        DenyList nobody = new DenyList(config.staleAfter(), clock, System::nanoTime);
        nobody.apply(0, new RevocationPage(0, List.of()));
        Decider decider =
                new Decider(
                        policy(),
                        new TokenCache(new Verifier(config.token(), clock), () -> jwks, TOKENS),
                        nobody,
                        new SameOrigin(config.allowedOrigins()),
                        new Possession(
                                new ProofRules(config.token().issuer(), clock),
                                new UsedProofs(TOKENS, System::nanoTime)),
                        noApiKeys());
        return new CheckService(decider, noMoreKeys(), noApiKeys(), List.of(), System::nanoTime);
    }

    private static KeyExchange noApiKeys() {
        return new KeyExchange(
                _ -> Optional.empty(), Runnable::run, _ -> {}, TOKENS, System::nanoTime);
    }

    private static RemoteJwkSet noMoreKeys() {
        return new RemoteJwkSet(
                () -> {
                    throw new IOException("every key is known");
                },
                Runnable::run,
                System::nanoTime);
    }

    /** A token that is bound to a key, with a proof (RFC 9449). */
    private CheckRequest proved() throws GeneralSecurityException, JOSEException {
        ECKey own = new ECKeyGenerator(Curve.P_256).generate();
        String issuer = config.token().issuer();
        String thumbprint = own.computeThumbprint().toString();
        String token = token(issuer, Map.of("cnf", Map.of("jkt", thumbprint)));
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(token.getBytes(StandardCharsets.US_ASCII));
        SignedJWT proof =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(new JOSEObjectType("dpop+jwt"))
                                .jwk(own.toPublicJWK())
                                .build(),
                        new JWTClaimsSet.Builder()
                                .jwtID(UUID.randomUUID().toString())
                                .claim("htm", "GET")
                                .claim("htu", issuer + PATH)
                                .claim("ath", Base64URL.encode(hash).toString())
                                .issueTime(Date.from(clock.instant()))
                                .build());
        proof.sign(new ECDSASigner(own));
        return request(Map.of("authorization", "DPoP " + token, "dpop", proof.serialize()));
    }

    private String token(String issuer, Map<String, Object> more) throws JOSEException {
        TokenRules rules = config.token();
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(rules.audience())
                        .subject(UUID.randomUUID().toString())
                        .jwtID(UUID.randomUUID().toString())
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("customer"))
                        .claim("role", "customer")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)));
        more.forEach(claims::claim);
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID(KEY_ID)
                                .build(),
                        claims.build());
        token.sign(new RSASSASigner(key.getPrivate()));
        return token.serialize();
    }

    private static CheckRequest bearer(String token) {
        return request(Map.of("authorization", "Bearer " + token));
    }

    private static CheckRequest request(Map<String, String> headers) {
        AttributeContext.HttpRequest http =
                AttributeContext.HttpRequest.newBuilder()
                        .setMethod("GET")
                        .setPath(PATH)
                        .putAllHeaders(headers)
                        .build();
        return CheckRequest.newBuilder()
                .setAttributes(
                        AttributeContext.newBuilder()
                                .setRequest(AttributeContext.Request.newBuilder().setHttp(http)))
                .build();
    }
}
