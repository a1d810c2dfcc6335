// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.keys.SigningKeys;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Proof;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token exchange (RFC 8693), rule by rule. */
@ExtendWith(IdpServer.class)
class ExchangeIT {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    /** The same parameter once more: a form of these tests has each name once. */
    private static final String RESOURCE_AGAIN = "%72esource";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void exchangeWhenAServiceCallsAnotherOneThenTheTokenNamesPersonAndService() throws Exception {
        var caller = forStock("openid profile email");
        var subject = Flow.claims(caller, "access_token");

        var answer = Flow.granted(stock(exchange(caller).with("resource", Clients.BOOKS)));

        var claims = Flow.claims(answer, "access_token");
        assertThat(answer.field("issued_token_type")).isEqualTo(ACCESS_TOKEN);
        assertThat(answer.field("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asLong()).isBetween(1L, 300L);
        assertThat(answer.field("scope")).isEqualTo("openid profile");
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(answer.json().has("id_token")).isFalse();
        assertThat(claims.getAudience()).containsExactly(Clients.BOOKS);
        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(Clients.STOCK_SERVICE);
        assertThat(claims.getClaim("act")).isEqualTo(Map.of("sub", Clients.STOCK_SERVICE));
        assertThat(claims.getStringClaim("scope")).isEqualTo("openid profile");
        assertThat(claims.getClaims()).doesNotContainKeys("email", "role");
        assertThat(claims.getJWTID()).isNotEqualTo(subject.getJWTID());
        assertThat(claims.getExpirationTime()).isEqualTo(subject.getExpirationTime());
        for (String same : List.of("sid", "auth_time", "account_not_before", "roles")) {
            assertThat(claims.getClaim(same)).as(same).isEqualTo(subject.getClaim(same));
        }
    }

    @Test
    void exchangeWhenDoneThenTheLogSaysWhoActsForWhom() {
        var answer =
                Flow.granted(stock(exchange(forStock("openid")).with("resource", Clients.BOOKS)));

        String session = String.valueOf(Flow.claims(answer, "access_token").getClaim("sid"));
        assertThat(IdpServer.logged())
                .contains(
                        "token of %s in session %s exchanged by client stock for urn:example:books"
                                .formatted(person.id(), session));
        assertThat(IdpServer.logged()).doesNotContain(answer.field("access_token"));
    }

    /** Whoever only passes a call on does not hide who began it. */
    @Test
    void exchangeWhenExchangedBeforeThenAllActorsStayInIt() {
        var first = stock(exchange(forStock("openid profile")).with("resource", Clients.BOOKS));

        var second = books(exchange(first).with("resource", Clients.STOCK));

        assertThat(Flow.claims(Flow.granted(second), "access_token").getClaim("act"))
                .isEqualTo(
                        Map.of(
                                "sub",
                                Clients.BOOKS_SERVICE,
                                "act",
                                Map.of("sub", Clients.STOCK_SERVICE)));
    }

    @Test
    void exchangeWhenExchangedTooOftenThenRefused() {
        HttpAnswer last = forStock("openid");
        for (int i = 0; i < 2; i++) {
            last = Flow.granted(stock(exchange(last).with("resource", Clients.BOOKS)));
            last = Flow.granted(books(exchange(last).with("resource", Clients.STOCK)));
        }

        Flow.refused(stock(exchange(last).with("resource", Clients.BOOKS)), 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "resource, https://localhost:8443",
        "audience, gatehouse",
    })
    void exchangeWhenForTheGateThenTheServiceActsThereWithRolesOfBoth(String name, String value)
            throws Exception {
        roles("customer", "payment");

        var answer = Flow.granted(stock(exchange(forStock("profile")).with(name, value)));

        var claims = Flow.claims(answer, "access_token");
        assertThat(claims.getAudience()).containsExactly("gatehouse");
        assertThat(claims.getStringListClaim("roles")).containsExactly("customer");
        assertThat(claims.getStringListClaim("groups")).containsExactly("customer");
        assertThat(claims.getStringClaim("role")).isEqualTo("customer");
        assertThat(claims.getClaim("act")).isEqualTo(Map.of("sub", Clients.STOCK_SERVICE));
    }

    /** What was left out on the way to the gate does not come back on the way from it. */
    @Test
    void exchangeWhenRolesWereLeftOutBeforeThenTheyStayOut() throws Exception {
        roles("customer", "payment");
        var atTheGate = Flow.granted(stock(exchange(forStock("profile"))));

        var answer = stock(exchange(atTheGate).with("resource", Clients.BOOKS));

        assertThat(Flow.claims(Flow.granted(answer), "access_token").getStringListClaim("roles"))
                .containsExactly("customer");
    }

    @Test
    void exchangeWhenNoRoleIsLeftForTheGateThenRefused() {
        var withoutRoles = forStock("openid");
        Flow.refused(stock(exchange(withoutRoles)), 400, "invalid_target");

        var ofBooks = stock(exchange(forStock("profile")).with("resource", Clients.BOOKS));
        Flow.refused(books(exchange(ofBooks)), 400, "invalid_target");

        roles("payment");
        Flow.refused(stock(exchange(forStock("profile"))), 400, "invalid_target");
    }

    /** A client may hand on less than it has itself. */
    @Test
    void exchangeWhenTheTokenIsTheClientsOwnThenForAnotherService() {
        var own = tokens("scope", "openid profile");

        var answer = buyer(exchange(own).with("audience", Clients.BOOKS, "scope", "openid"));

        var claims = Flow.claims(Flow.granted(answer), "access_token");
        assertThat(answer.field("scope")).isEqualTo("openid");
        assertThat(claims.getAudience()).containsExactly(Clients.BOOKS);
        assertThat(claims.getClaim("act")).isEqualTo(Map.of("sub", Clients.BUYER));
        assertThat(claims.getClaims()).doesNotContainKeys("roles", "preferred_username");
        Flow.refused(buyer(exchange(own)), 400, "invalid_target");
    }

    @Test
    void exchangeWhenTheSubjectExpiresSoonThenNoLaterThanThat() {
        Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
        String subject = signed(valid().expirationTime(Date.from(soon)).build());

        var answer = Flow.granted(stock(exchange(subject).with("resource", Clients.BOOKS)));

        assertThat(Flow.claims(answer, "access_token").getExpirationTime().toInstant())
                .isEqualTo(soon);
        assertThat(answer.json().path("expires_in").asLong()).isBetween(1L, 60L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expired",
                "foreign issuer",
                "foreign key",
                "unknown key",
                "no algorithm",
                "shared key",
                "another type",
                "no session",
                "session of nobody",
                "older than the account",
                "for the gate",
                "for another service",
                "for several services",
                "ID token",
                "refresh token",
                "of a client for itself",
                "of another client",
                "rubbish",
            })
    void exchangeWhenTheSubjectTokenIsNoneForThisClientThenRefused(String what) throws Exception {
        String subject = bad(what);

        for (String type : List.of(ACCESS_TOKEN, "urn:ietf:params:oauth:token-type:jwt")) {
            Flow.refused(
                    stock(exchange(subject).with("subject_token_type", type)),
                    400,
                    "invalid_request");
        }
    }

    /** The rows of that table differ from this one in what they say, and in nothing else. */
    @Test
    void exchangeWhenTheSubjectTokenIsMadeByTheTestThenTaken() {
        Flow.granted(stock(exchange(signed(valid().build()))));
        Flow.granted(
                stock(
                        exchange(signed(valid().build()))
                                .with(
                                        "subject_token_type",
                                        "urn:ietf:params:oauth:token-type:jwt")));
    }

    private String bad(String what) throws JOSEException {
        return switch (what) {
            case "expired" -> signed(valid().expirationTime(Date.from(Instant.now())).build());
            case "foreign issuer" -> signed(valid().issuer("https://other.example").build());
            case "foreign key" -> signed(kid(), new RSASSASigner(Clients.SIGNER_RSA));
            case "unknown key" -> signed("unknown", new RSASSASigner(Clients.SIGNER_RSA));
            case "no algorithm" -> new PlainJWT(valid().build()).serialize();
            case "shared key" ->
                    signed(
                            JWSAlgorithm.HS256,
                            kid(),
                            new MACSigner(Gate.anonymous().get("/.well-known/jwks.json").text()));
            case "another type" ->
                    CDI.current()
                            .select(SigningKeys.class)
                            .get()
                            .sign(JOSEObjectType.JWT, valid().build());
            case "no session" -> signed(valid().claim("sid", null).build());
            case "session of nobody" ->
                    signed(valid().claim("sid", person.id().toString()).build());
            case "older than the account" ->
                    signed(valid().claim("account_not_before", -1).build());
            case "for the gate" -> signed(valid().audience("gatehouse").build());
            case "for another service" -> signed(valid().audience(Clients.BOOKS).build());
            case "for several services" ->
                    signed(valid().audience(List.of(Clients.STOCK, Clients.BOOKS)).build());
            case "ID token" -> forStock("openid").field("id_token");
            case "refresh token" -> forStock("openid").field("refresh_token");
            case "of a client for itself" ->
                    stock(Form.of("grant_type", "client_credentials")).field("access_token");
            case "of another client" -> Flow.webTokens(browser, person).field("access_token");
            default -> what;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed out", "disabled", "new password", "other roles"})
    void exchangeWhenTheSubjectTokenDoesNotCountAnyMoreThenNeitherDoesWhatItGave(String how) {
        var caller = forStock("profile");
        var atTheGate = Flow.granted(stock(exchange(caller)));
        switch (how) {
            case "signed out" -> browser.submit(browser.get("/oauth2/logout"));
            case "disabled" ->
                    Gate.admin()
                            .put(
                                    "/admin/users/" + person.id() + "/enabled",
                                    "{\"enabled\": false}");
            case "other roles" -> roles("payment");
            default -> changePassword();
        }

        Flow.refused(stock(exchange(caller)), 400, "invalid_request");
        Flow.refused(stock(exchange(atTheGate)), 400, "invalid_request");
        assertThat(
                        Form.of("token", atTheGate.field("access_token"))
                                .post(
                                        "/oauth2/introspect",
                                        Clients.STOCK_SERVICE,
                                        Clients.STOCK_SECRET)
                                .text())
                .isEqualTo("{\"active\":false}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subject_token | '' | invalid_request",
                "subject_token_type | '' | invalid_request",
                "subject_token_type | urn:ietf:params:oauth:token-type:id_token | invalid_request",
                "subject_token_type | urn:ietf:params:oauth:token-type:refresh_token | invalid_request",
                "subject_token_type | urn:ietf:params:oauth:token-type:saml2 | invalid_request",
                "subject_token_type | access_token | invalid_request",
                "subject_token_typ%65 | urn:ietf:params:oauth:token-type:jwt | invalid_request",
                "subject_toke%6E | x | invalid_request",
                "requested_token_type | urn:ietf:params:oauth:token-type:refresh_token | invalid_request",
                "requested_token_type | urn:ietf:params:oauth:token-type:id_token | invalid_request",
                "requested_token_type | urn:ietf:params:oauth:token-type:jwt | invalid_request",
                "actor_token | x | invalid_request",
                "actor_token_type | urn:ietf:params:oauth:token-type:access_token | invalid_request",
                "scope | openid profile stock | invalid_scope",
                "scope | email | invalid_scope",
                "scope | admin | invalid_scope",
                "resource | https://other.example/ | invalid_target",
                "resource | https://stock.example/api | invalid_target",
                "resource | gatehouse | invalid_target",
                "audience | https://other.example/ | invalid_target",
                "audience | books | invalid_target",
                "audience | web | invalid_target",
                "%72esource | https://localhost:8443 | invalid_target",
                "audience | gatehouse | invalid_target",
            })
    void exchangeWhenAParameterIsWrongThenRefused(String name, String value, String error) {
        Form right = exchange(forStock("openid profile email")).with("resource", Clients.BOOKS);

        Flow.refused(stock(right.with(name, value)), 400, error);

        Flow.granted(stock(right));
    }

    @Test
    void exchangeWhenAllIsSaidThenTheSame() {
        Form all =
                exchange(forStock("openid profile email"))
                        .with(
                                "resource",
                                Clients.BOOKS,
                                RESOURCE_AGAIN,
                                Clients.BOOKS,
                                "audience",
                                Clients.BOOKS,
                                "scope",
                                "openid",
                                "requested_token_type",
                                ACCESS_TOKEN,
                                "actor_token",
                                ofItself(Clients.STOCK_SERVICE, Clients.STOCK_SECRET),
                                "actor_token_type",
                                ACCESS_TOKEN);

        var answer = Flow.granted(stock(all));

        assertThat(answer.field("scope")).isEqualTo("openid");
        assertThat(Flow.claims(answer, "access_token").getClaim("act"))
                .isEqualTo(Map.of("sub", Clients.STOCK_SERVICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"of another client", "of the person", "ID token", "rubbish"})
    void exchangeWhenTheActorIsSomebodyElseThenRefused(String what) {
        var caller = forStock("openid profile");
        String actor =
                switch (what) {
                    case "of another client" -> ofItself(Clients.MACHINE, Clients.MACHINE_SECRET);
                    case "of the person" -> caller.field("access_token");
                    case "ID token" -> caller.field("id_token");
                    default -> what;
                };

        Flow.refused(
                stock(
                        exchange(caller)
                                .with("actor_token", actor, "actor_token_type", ACCESS_TOKEN)),
                400,
                "invalid_request");
    }

    @Test
    void exchangeWhenTheClientMayNotThenRefused() {
        Form form = exchange(forStock("openid profile"));

        Flow.refused(
                form.with("client_id", Clients.CLI).post(Flow.TOKEN), 400, "unauthorized_client");
        Flow.refused(
                form.post(Flow.TOKEN, Clients.WEB, Clients.WEB_SECRET), 400, "unauthorized_client");
        Flow.refused(form.post(Flow.TOKEN, Clients.STOCK_SERVICE, "wrong"), 401, "invalid_client");
        Flow.refused(
                form.with("client_id", Clients.STOCK_SERVICE).post(Flow.TOKEN),
                401,
                "invalid_client");
    }

    /** Nothing is used up, and nothing is left behind. */
    @Test
    void exchangeWhenRepeatedThenAnotherTokenAndNothingIsStored() {
        Form form = exchange(forStock("openid profile"));

        var first = Flow.granted(stock(form));
        var second = Flow.granted(stock(form));

        assertThat(Flow.claims(first, "access_token").getJWTID())
                .isNotEqualTo(Flow.claims(second, "access_token").getJWTID());
        assertThat(Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id()))
                .isOne();
    }

    @Test
    void introspectWhenExchangedThenSaysWhoActs() {
        var exchanged = stock(exchange(forStock("openid")).with("resource", Clients.BOOKS));

        var answer =
                Form.of("token", exchanged.field("access_token"))
                        .post("/oauth2/introspect", Clients.BOOKS_SERVICE, Clients.BOOKS_SECRET);

        assertThat(answer.field("aud")).isEqualTo(Clients.BOOKS);
        assertThat(answer.field("client_id")).isEqualTo(Clients.STOCK_SERVICE);
        assertThat(answer.json().at("/act/sub").asText()).isEqualTo(Clients.STOCK_SERVICE);
    }

    /** A stolen token that is bound to a key must not become one that is bound to none. */
    @Test
    void exchangeWhenTheSubjectTokenIsBoundToAKeyThenOnlyForOneThatIsBoundToo() {
        Form form = exchange(bound(Proof.newKey()));
        ECKey own = Proof.newKey();

        Flow.refused(stock(form), 400, "invalid_request");
        var answer =
                Flow.granted(
                        form.post(
                                Gate.anonymous()
                                        .with("DPoP", proof(own))
                                        .with(
                                                "authorization",
                                                Form.basic(
                                                        Clients.STOCK_SERVICE,
                                                        Clients.STOCK_SECRET)),
                                Flow.TOKEN));

        assertThat(answer.field("token_type")).isEqualTo("DPoP");
        assertThat(Flow.claims(answer, "access_token").getClaim("cnf"))
                .isEqualTo(Map.of("jkt", Proof.thumbprint(own)));
    }

    private String bound(ECKey key) {
        Form request =
                Flow.request(Clients.BUYER, Clients.BUYER_REDIRECT)
                        .with("resource", Clients.STOCK, "scope", "openid profile");
        Form code =
                Flow.exchange(Flow.code(browser, person, request))
                        .with("client_id", "", "redirect_uri", Clients.BUYER_REDIRECT);
        return Flow.granted(
                        code.post(
                                Gate.anonymous()
                                        .with("DPoP", proof(key))
                                        .with(
                                                "authorization",
                                                Form.basic(Clients.BUYER, Clients.BUYER_SECRET)),
                                Flow.TOKEN))
                .field("access_token");
    }

    private static String proof(ECKey key) {
        return Proof.of(key, "POST", IdpServer.ISSUER + Flow.TOKEN, Instant.now()).text();
    }

    /** The session is that of the client to which the person has signed in. */
    @Test
    void revokeWhenExchangedThenTheServiceEndsNothing() {
        var caller = forStock("openid profile");
        Form exchanged = Form.of("token", stock(exchange(caller)).field("access_token"));

        Flow.refused(
                exchanged.post("/oauth2/revoke", Clients.STOCK_SERVICE, Clients.STOCK_SECRET),
                400,
                "invalid_grant");
        Flow.granted(stock(exchange(caller)));

        exchanged.post("/oauth2/revoke", Clients.BUYER, Clients.BUYER_SECRET);
        Flow.refused(stock(exchange(caller)), 400, "invalid_request");
    }

    /** The tokens with which a client calls the first service for the person. */
    private HttpAnswer forStock(String scope) {
        return tokens("resource", Clients.STOCK, "scope", scope);
    }

    private HttpAnswer tokens(String... namesAndValues) {
        Form request = Flow.request(Clients.BUYER, Clients.BUYER_REDIRECT).with(namesAndValues);
        Form code = Flow.exchange(Flow.code(browser, person, request));
        return Flow.granted(
                buyer(code.with("client_id", "", "redirect_uri", Clients.BUYER_REDIRECT)));
    }

    private static Form exchange(HttpAnswer tokens) {
        return exchange(tokens.field("access_token"));
    }

    private static Form exchange(String subject) {
        return Form.of(
                "grant_type", GRANT, "subject_token", subject, "subject_token_type", ACCESS_TOKEN);
    }

    private static HttpAnswer buyer(Form form) {
        return form.post(Flow.TOKEN, Clients.BUYER, Clients.BUYER_SECRET);
    }

    private static HttpAnswer stock(Form form) {
        return form.post(Flow.TOKEN, Clients.STOCK_SERVICE, Clients.STOCK_SECRET);
    }

    private static HttpAnswer books(Form form) {
        return form.post(Flow.TOKEN, Clients.BOOKS_SERVICE, Clients.BOOKS_SECRET);
    }

    private static String ofItself(String client, String secret) {
        return Form.of("grant_type", "client_credentials")
                .post(Flow.TOKEN, client, secret)
                .field("access_token");
    }

    private void roles(String... names) {
        var answer =
                Gate.admin()
                        .put(
                                "/admin/users/" + person.id() + "/roles",
                                "{\"roles\": [\"" + String.join("\", \"", names) + "\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private void changePassword() {
        String body =
                "{\"currentPassword\": \"%s\", \"newPassword\": \"an entirely new one\"}"
                        .formatted(person.password());
        assertThat(person.gate().put("/accounts/me/password", body).status()).isEqualTo(204);
    }

    /** The claims of a token that the first service can exchange, to be made wrong. */
    private JWTClaimsSet.Builder valid() {
        return new JWTClaimsSet.Builder(Flow.claims(forStock("profile"), "access_token"));
    }

    private static String signed(JWTClaimsSet claims) {
        return CDI.current().select(SigningKeys.class).get().sign(TYPE, claims);
    }

    private static String kid() {
        try {
            return SignedJWT.parse(signed(new JWTClaimsSet.Builder().build()))
                    .getHeader()
                    .getKeyID();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(String kid, JWSSigner signer) throws JOSEException {
        return signed(JWSAlgorithm.RS256, kid, signer);
    }

    private String signed(JWSAlgorithm algorithm, String kid, JWSSigner signer)
            throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm).type(TYPE).keyID(kid).build();
        SignedJWT token = new SignedJWT(header, valid().build());
        token.sign(signer);
        return token.serialize();
    }
}
