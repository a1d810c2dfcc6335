// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.apikey.KeyExchange;
import io.gatehouse.authz.policy.PolicyReader;
import io.gatehouse.authz.policy.RoutePolicy;
import io.gatehouse.authz.policy.Rule;
import io.gatehouse.authz.revocation.DenyList;
import io.gatehouse.authz.revocation.Revocation;
import io.gatehouse.authz.revocation.RevocationPage;
import io.gatehouse.authz.token.JwkSet;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.Verifier;
import io.gatehouse.common.dpop.ProofRules;
import io.gatehouse.common.dpop.UsedProofs;
import io.gatehouse.common.web.admission.SameOrigin;
import io.gatehouse.testkit.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {
    private static final RoutePolicy POLICY =
            PolicyReader.read(Path.of("..", "k8s", "base", "policy.yaml"));
    private static final String ID = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    private static final String KEY_ID = "K".repeat(43);

    /**
     * Route by route: anonymous, customer, payment, admin, a service that acts for somebody with
     * all three roles, and an API key of somebody with them. Written apart from the policy.
     */
    private static final String EXPECTED =
            """
            POST   /authentication/registration            public public public public public public
            POST   /authentication/login                   public public public public public public
            POST   /authentication/password-reset          public public public public public public
            POST   /authentication/password-reset/confirmation public public public public public public
            POST   /authentication/refresh                 public public public public public public
            POST   /authentication/logout                  public ok     ok     ok     403    403
            GET    /authentication/whoami                  401    ok     ok     ok     403    ok
            GET    /oauth2/authorize                       public public public public public public
            POST   /oauth2/authorize                       public public public public public public
            POST   /oauth2/par                             public public public public public public
            GET    /oauth2/sign-in                         public public public public public public
            POST   /oauth2/sign-in                         public public public public public public
            GET    /oauth2/sign-up                         public public public public public public
            POST   /oauth2/sign-up                         public public public public public public
            GET    /oauth2/password-reset                  public public public public public public
            POST   /oauth2/password-reset                  public public public public public public
            GET    /oauth2/new-password                    public public public public public public
            POST   /oauth2/new-password                    public public public public public public
            GET    /oauth2/email-confirmation              public public public public public public
            POST   /oauth2/email-confirmation              public public public public public public
            GET    /oauth2/consent                         public public public public public public
            POST   /oauth2/consent                         public public public public public public
            GET    /oauth2/device                          public public public public public public
            POST   /oauth2/device                          public public public public public public
            POST   /oauth2/device-authorization            public public public public public public
            POST   /oauth2/token                           public public public public public public
            POST   /oauth2/revoke                          public public public public public public
            POST   /oauth2/introspect                      public public public public public public
            GET    /oauth2/userinfo                        public public public public public public
            POST   /oauth2/userinfo                        public public public public public public
            POST   /oauth2/register                        public public public public public public
            GET    /oauth2/register/{client}               public public public public public public
            PUT    /oauth2/register/{client}               public public public public public public
            DELETE /oauth2/register/{client}               public public public public public public
            GET    /oauth2/logout                          public public public public public public
            POST   /oauth2/logout                          public public public public public public
            GET    /.well-known/jwks.json                  public public public public public public
            GET    /.well-known/openid-configuration       public public public public public public
            GET    /.well-known/oauth-authorization-server public public public public public public
            GET    /openapi.json                           public public public public public public
            GET    /docs                                   public public public public public public
            GET    /docs/{file}                            public public public public public public
            GET    /problems                               public public public public public public
            GET    /problems/{code}                        public public public public public public
            GET    /accounts/me                            401    ok     ok     ok     403    ok
            GET    /accounts/me/factors                    401    ok     ok     ok     403    403
            POST   /accounts/me/factors/totp               401    ok     ok     ok     403    403
            PUT    /accounts/me/factors/totp               401    ok     ok     ok     403    403
            DELETE /accounts/me/factors/totp               401    ok     ok     ok     403    403
            POST   /accounts/me/factors/recovery-codes     401    ok     ok     ok     403    403
            GET    /accounts/me/export                     401    ok     ok     ok     403    403
            POST   /accounts/me/deletion                   401    ok     ok     ok     403    403
            GET    /accounts/me/sessions                   401    ok     ok     ok     403    403
            DELETE /accounts/me/sessions                   401    ok     ok     ok     403    403
            DELETE /accounts/me/sessions/{id}              401    ok     ok     ok     403    403
            GET    /accounts/me/events                     401    ok     ok     ok     403    403
            GET    /accounts/consents                      401    ok     ok     ok     403    403
            DELETE /accounts/consents/{client}             401    ok     ok     ok     403    403
            PUT    /accounts/me/password                   401    ok     ok     ok     403    403
            PUT    /accounts/me/email                      401    ok     ok     ok     403    403
            POST   /accounts/me/email/verification         401    ok     ok     ok     403    403
            GET    /accounts/me/keys                       401    ok     ok     ok     403    403
            POST   /accounts/me/keys                       401    ok     ok     ok     403    403
            DELETE /accounts/me/keys/{key}                 401    ok     ok     ok     403    403
            GET    /admin/users                            401    403    403    ok     403    ok
            GET    /admin/users/{id}                       401    403    403    ok     403    ok
            PUT    /admin/users/{id}/roles                 401    403    403    ok     403    403
            PUT    /admin/users/{id}/enabled               401    403    403    ok     403    403
            DELETE /admin/users/{id}/factors               401    403    403    ok     403    403
            GET    /admin/users/{id}/sessions              401    403    403    ok     403    ok
            DELETE /admin/users/{id}/sessions              401    403    403    ok     403    403
            GET    /admin/users/{id}/keys                  401    403    403    ok     403    ok
            DELETE /admin/users/{id}/keys/{key}            401    403    403    ok     403    403
            GET    /admin/clients                          401    403    403    ok     403    403
            POST   /admin/clients                          401    403    403    ok     403    403
            GET    /admin/clients/{client}                 401    403    403    ok     403    403
            DELETE /admin/clients/{client}                 401    403    403    ok     403    403
            GET    /admin/initial-access-tokens            401    403    403    ok     403    403
            POST   /admin/initial-access-tokens            401    403    403    ok     403    403
            DELETE /admin/initial-access-tokens/{id}       401    403    403    ok     403    403
            GET    /admin/audit                            401    403    403    ok     403    ok
            GET    /admin/audit/export                     401    403    403    ok     403    ok
            GET    /admin/audit/key                        401    403    403    ok     403    ok
            GET    /admin/keys                             401    403    403    ok     403    ok
            POST   /admin/keys/rotate                      401    403    403    ok     403    403
            POST   /admin/keys/{kid}/revoke                401    403    403    ok     403    403
            GET    /products                               401    ok     ok     ok     ok     ok
            GET    /products/{id}                          401    ok     ok     ok     ok     ok
            POST   /products/{id}/buy                      401    ok     ok     ok     ok     ok
            GET    /purchases/{id}                         401    ok     ok     ok     ok     ok
            GET    /products/admin                         401    403    403    ok     403    ok
            POST   /products/admin/{id}                    401    403    403    ok     403    ok
            PUT    /products/admin/{id}                    401    403    403    ok     403    ok
            DELETE /products/admin/{id}                    401    403    403    ok     403    ok
            POST   /products/admin/{id}/stock-corrections  401    403    403    ok     403    ok
            GET    /products/admin/{id}/stock-movements    401    403    403    ok     403    ok
            GET    /orders                                 401    ok     ok     ok     ok     ok
            GET    /orders/{id}                            401    ok     ok     ok     ok     ok
            GET    /orders/{id}/receipt                    401    ok     ok     ok     ok     ok
            POST   /orders/{id}/cancel                     401    ok     ok     ok     ok     ok
            POST   /payments/webhook                       public public public public public public
            GET    /payments                               401    403    ok     403    403    ok
            POST   /payments                               401    403    ok     403    403    ok
            GET    /payments/ledger                        401    403    ok     403    403    ok
            GET    /payments/{id}                          401    403    ok     403    403    ok
            POST   /payments/{id}/refunds                  401    403    ok     403    403    ok
            POST   /authentication/fail                    401    403    403    ok     403    403
            POST   /authorization/fail                     401    403    403    ok     403    403
            POST   /products/fail                          401    403    403    ok     403    403
            POST   /orders/fail                            401    403    403    ok     403    403
            POST   /payments/fail                          401    403    403    ok     403    403
            """;

    private static final KeyExchange NO_KEYS =
            new KeyExchange(_ -> Optional.empty(), Runnable::run, _ -> {}, 10, System::nanoTime);

    private final TestClock clock = new TestClock();
    private final DenyList denyList = new DenyList(Duration.ofSeconds(5), clock, clock::nanoTime);
    private JwkSet jwks = TestTokens.jwkSet(TestTokens.KEY);
    private final Decider decider =
            new Decider(
                    POLICY,
                    new TokenCache(new Verifier(TestTokens.RULES, clock), () -> jwks, 1000),
                    denyList,
                    new SameOrigin(List.of(URI.create(TestTokens.ISSUER))),
                    possession(100),
                    NO_KEYS);

    @BeforeEach
    void loadDenyList() {
        denyList.apply(0, new RevocationPage(1, List.of()));
    }

    /** HEAD is authorised as GET is, everywhere. */
    static Stream<Arguments> matrix() {
        return Stream.concat(
                        EXPECTED.lines(),
                        EXPECTED.lines()
                                .filter(line -> line.startsWith("GET "))
                                .map(line -> line.replaceFirst("GET", "HEAD")))
                .map(line -> line.split(" +"))
                .flatMap(cells ->
                        Stream.of(
                                Arguments.of(cells[0], cells[1], "anonymous", cells[2]),
                                Arguments.of(cells[0], cells[1], "customer", cells[3]),
                                Arguments.of(cells[0], cells[1], "payment", cells[4]),
                                Arguments.of(cells[0], cells[1], "admin", cells[5]),
                                Arguments.of(cells[0], cells[1], "service", cells[6]),
                                Arguments.of(cells[0], cells[1], "key", cells[7])));
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @MethodSource("matrix")
    void decideWhenRouteAndRoleThenAsInTheTable(
            String method, String path, String role, String expected) {
        Map<String, String> headers = new HashMap<>();
        if (!role.equals("anonymous")) {
            headers.put("authorization", "Bearer " + tokenOf(role));
        }

        Decision decision = decider.decide(request(method, concrete(path), headers));

        switch (expected) {
            case "public" -> assertThat(decision.reason()).isEqualTo("public");
            case "ok" -> assertThat(decision.reason()).isEqualTo("authorized");
            default -> assertThat(status(decision)).isEqualTo(Integer.parseInt(expected));
        }
        assertThat(decision.rule()).isNotEmpty();
    }

    private String tokenOf(String role) {
        return switch (role) {
            case "service" -> TestTokens.sign(delegated("customer", "payment", "admin"));
            case "key" -> TestTokens.sign(keyed("customer", "payment", "admin"));
            default -> TestTokens.token(clock, role);
        };
    }

    private Map<String, Object> keyed(String... roles) {
        Map<String, Object> claims = TestTokens.claims(clock, roles);
        claims.put("api_key", claims.get("sid"));
        return claims;
    }

    private Map<String, Object> delegated(String... roles) {
        Map<String, Object> claims = TestTokens.claims(clock, roles);
        claims.put("act", Map.of("sub", "stock"));
        return claims;
    }

    @Test
    void matrixWhenComparedWithThePolicyThenHasEveryRoute() {
        List<String> listed = new ArrayList<>();
        for (Rule rule : POLICY.rules()) {
            rule.methods().forEach(method -> listed.add(method + " " + rule.path()));
        }

        assertThat(EXPECTED.lines().map(line -> line.split(" +")).map(c -> c[0] + " " + c[1]))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void policyWhenOfAdministrationOrPaymentsThenSensitiveAndNothingElse() {
        for (Rule rule : POLICY.rules()) {
            boolean special = rule.roles().contains("admin") || rule.roles().contains("payment");
            assertThat(rule.sensitive()).as(rule.name()).isEqualTo(special);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nowhere,404,not_listed",
        "GET,/microservice/revocations,404,not_listed",
        "GET,/health/ready,404,not_listed",
        "DELETE,/products,405,wrong_method",
        "GET,/products;x=y,400,bad_path",
        "GET,/products/%2e%2e/admin,400,bad_path",
        "GET,//products,400,bad_path",
        "GET,products,400,bad_path",
        "POST,/authentication/login;x,400,bad_path"
    })
    void decideWhenNoSuchRouteThenDeniesEvenAnAdmin(
            String method, String target, int status, String reason) {
        Decision decision = decider.decide(request(method, target, bearer("admin")));

        assertThat(status(decision)).isEqualTo(status);
        assertThat(decision.reason()).isEqualTo(reason);
    }

    @Test
    void decideWhenTokenIsInTheQueryThenItDoesNotCount() {
        String target = "/products?access_token=" + TestTokens.token(clock, "customer");

        assertThat(decider.decide(request("GET", target, Map.of())).reason())
                .isEqualTo("credential_missing");
    }

    @Test
    void decideWhenPublicRouteThenNeverLooksAtTheCredential() {
        Map<String, String> headers =
                Map.of("authorization", "Bearer rubbish", "cookie", "__Host-gatehouse=x");

        assertThat(decider.decide(request("POST", "/authentication/login", headers)))
                .isEqualTo(Decision.Allowed.of("login", Caller.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,,,true",
        "GET,https://evil.test,cross-site,true",
        "HEAD,https://evil.test,cross-site,true",
        "POST,https://gate.test:8443,,true",
        "POST,https://gate.test:8443,same-origin,true",
        "POST,,same-origin,true",
        "POST,,,false",
        "POST,,none,false",
        "POST,,same-site,false",
        "POST,,cross-site,false",
        "POST,null,same-origin,true",
        "POST,null,,false",
        "POST,null,cross-site,false",
        "POST,https://evil.test,,false",
        "POST,https://evil.test,same-origin,false",
        "POST,https://gate.test,,false",
        "POST,http://gate.test:8443,,false"
    })
    void decideWhenCookieThenUnsafeMethodNeedsOwnPage(
            String method, String origin, String site, boolean allowed) {
        Map<String, String> headers = new HashMap<>();
        headers.put("cookie", "__Host-gatehouse=" + TestTokens.token(clock, "customer"));
        if (origin != null) {
            headers.put("origin", origin);
        }
        if (site != null) {
            headers.put("sec-fetch-site", site);
        }
        String path = method.equals("POST") ? "/orders/" + ID + "/cancel" : "/orders";

        Decision decision = decider.decide(request(method, path, headers));

        assertThat(decision.reason()).isEqualTo(allowed ? "authorized" : "cross_site");
    }

    /** Signing out: a bearer token must be valid, a cookie only come from a page of ours. */
    @ParameterizedTest(name = "{0} {1}, own page {2}: {3}")
    @CsvSource({
        "no, credential, false, public",
        "no, credential, true, public",
        "bearer, valid, false, authorized",
        "bearer, expired, true, token_expired",
        "bearer, revoked, true, token_revoked",
        "bearer, rubbish, true, token_malformed",
        "bearer, delegated, true, delegated",
        "bearer, keyed, true, api_key_refused",
        "cookie, valid, true, public",
        "cookie, expired, true, public",
        "cookie, revoked, true, public",
        "cookie, rubbish, true, public",
        "cookie, delegated, true, delegated",
        "cookie, keyed, true, api_key_refused",
        "cookie, valid, false, cross_site",
        "cookie, expired, false, cross_site",
        "cookie, rubbish, false, cross_site",
        "both, valid, true, two_credentials",
    })
    void decideWhenSigningOutThenDeadCookiesPassAndDeadTokensDoNot(
            String place, String state, boolean ownPage, String reason) {
        Map<String, String> headers = new HashMap<>();
        String token = token(state);
        if (place.equals("bearer") || place.equals("both")) {
            headers.put("authorization", "Bearer " + token);
        }
        if (place.equals("cookie") || place.equals("both")) {
            headers.put("cookie", "__Host-gatehouse=" + token);
        }
        headers.put("origin", ownPage ? TestTokens.ISSUER : "https://evil.test");

        Decision decision = decider.decide(request("POST", "/authentication/logout", headers));

        assertThat(decision.reason()).isEqualTo(reason);
    }

    private String token(String state) {
        Map<String, Object> claims =
                switch (state) {
                    case "delegated" -> delegated("customer");
                    case "keyed" -> keyed("customer");
                    default -> TestTokens.claims(clock, "customer");
                };
        if (state.equals("expired")) {
            clock.advance(Duration.ofMinutes(6));
        } else if (state.equals("revoked")) {
            String sid = (String) claims.get("sid");
            denyList.apply(
                    1, new RevocationPage(2, List.of(revocation(Revocation.Kind.SESSION, sid, 0))));
        }
        return state.equals("rubbish") ? "rubbish" : TestTokens.sign(claims);
    }

    /** Whichever way it comes, whatever the account may do itself. */
    @ParameterizedTest
    @ValueSource(strings = {"bearer", "cookie"})
    void decideWhenAServiceActsThenTheDecisionNamesItBesideThePerson(String way) {
        String token = TestTokens.sign(delegated("customer", "admin"));
        Map<String, String> headers =
                way.equals("bearer")
                        ? Map.of("authorization", "Bearer " + token)
                        : Map.of(
                                "cookie", "__Host-gatehouse=" + token, "origin", TestTokens.ISSUER);
        Caller caller = new Caller(TestTokens.SUBJECT, "stock", "");

        assertThat(decider.decide(request("GET", "/orders", headers)))
                .isEqualTo(Decision.Allowed.of("orders", caller));
        assertThat(decider.decide(request("GET", "/admin/users", headers)))
                .isEqualTo(Decision.Denied.of(Denial.DELEGATED, "admin-users", caller));
        assertThat(decider.decide(request("PUT", "/accounts/me/password", headers)))
                .isEqualTo(Decision.Denied.of(Denial.DELEGATED, "password-change", caller));
    }

    @Test
    void decideWhenBearerTokenThenOriginDoesNotMatter() {
        Map<String, String> headers = new HashMap<>(bearer("customer"));
        headers.put("origin", "https://evil.test");

        assertThat(decider.decide(request("POST", "/orders/" + ID + "/cancel", headers)).reason())
                .isEqualTo("authorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "sid", "sub", "kid"})
    void decideWhenRevokedThenDeniesAtOnce(String kind) {
        Map<String, Object> claims = TestTokens.claims(clock, "customer");
        Map<String, String> headers = Map.of("authorization", "Bearer " + TestTokens.sign(claims));
        GateRequest request = request("GET", "/products", headers);
        assertThat(decider.decide(request).reason()).isEqualTo("authorized");

        Revocation revocation =
                switch (kind) {
                    case "jti" -> revocation(Revocation.Kind.TOKEN, (String) claims.get("jti"), 0);
                    case "sid" ->
                            revocation(Revocation.Kind.SESSION, (String) claims.get("sid"), 0);
                    case "kid" -> revocation(Revocation.Kind.KEY, TestTokens.KEY.getKeyID(), 0);
                    default ->
                            revocation(
                                    Revocation.Kind.SUBJECT,
                                    TestTokens.SUBJECT,
                                    TestTokens.NOT_BEFORE + 1);
                };
        denyList.apply(1, new RevocationPage(2, List.of(revocation)));

        Decision denied = decider.decide(request);
        assertThat(denied.reason()).isEqualTo("token_revoked");
        assertThat(status(denied)).isEqualTo(401);
    }

    @Test
    void decideWhenDenyListIsStaleThenOnlySensitiveRoutesClose() {
        clock.advance(Duration.ofSeconds(5).plusNanos(1));

        assertThat(decider.decide(request("GET", "/products", bearer("customer"))).reason())
                .isEqualTo("authorized");
        assertThat(decider.decide(request("GET", "/admin/users", bearer("admin"))).reason())
                .isEqualTo("stale");
        assertThat(status(decider.decide(request("GET", "/admin/users", bearer("admin")))))
                .isEqualTo(503);

        denyList.apply(1, new RevocationPage(1, List.of()));

        assertThat(decider.decide(request("GET", "/admin/users", bearer("admin"))).reason())
                .isEqualTo("authorized");
    }

    @Test
    void decideWhenNoKeysYetThenUnavailable() {
        jwks = JwkSet.empty();

        assertThat(decider.decide(request("GET", "/products", bearer("customer"))).reason())
                .isEqualTo("not_ready");
    }

    @Test
    void decideWhenDenyListIsNotLoadedThenUnavailable() {
        Decider starting =
                new Decider(
                        POLICY,
                        new TokenCache(new Verifier(TestTokens.RULES, clock), () -> jwks, 10),
                        new DenyList(Duration.ofSeconds(5), clock, clock::nanoTime),
                        new SameOrigin(List.of()),
                        possession(100),
                        NO_KEYS);

        assertThat(starting.decide(request("GET", "/products", bearer("customer"))).reason())
                .isEqualTo("not_ready");
    }

    private Possession possession(int most) {
        return new Possession(
                new ProofRules(TestTokens.ISSUER, clock), new UsedProofs(most, clock::nanoTime));
    }

    private static Revocation revocation(Revocation.Kind kind, String value, long notBefore) {
        return new Revocation(
                2,
                kind,
                value,
                notBefore == 0 ? OptionalLong.empty() : OptionalLong.of(notBefore),
                new TestClock().instant().plusSeconds(300));
    }

    private Map<String, String> bearer(String role) {
        return Map.of("authorization", "Bearer " + TestTokens.token(clock, role));
    }

    private static GateRequest request(String method, String target, Map<String, String> headers) {
        return new GateRequest(method, target, headers);
    }

    private static String concrete(String path) {
        return path.replace("{id}", ID)
                .replace("{kid}", KEY_ID)
                .replace("{client}", "client-1_A~b.c")
                .replace("{key}", ID)
                .replace("{file}", "viewer.js")
                .replace("{code}", "sold_out");
    }

    private static int status(Decision decision) {
        return ((Decision.Denied) decision).denial().problem().status();
    }
}
