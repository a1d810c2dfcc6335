// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The device authorization grant: RFC 8628 sections 3.1, 3.2, 3.4 and 3.5, rule by rule. */
@ExtendWith(IdpServer.class)
class DeviceFlowIT {
    private static final String TOKEN = Flow.TOKEN;

    private final Person person = Person.register();
    private final Browser browser = new Browser();
    private final HttpAnswer begun = Device.begin();

    @Test
    void beginWhenAskedThenTwoCodesAndOnlyTheHashOfTheOneIsKept() {
        String code = begun.field("user_code");

        assertThat(begun.header("content-type")).hasValue("application/json");
        assertThat(begun.field("device_code")).matches("[A-Za-z0-9_-]{43}");
        assertThat(code).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(begun.field("verification_uri")).isEqualTo(IdpServer.ISSUER + Device.PAGE);
        assertThat(begun.field("verification_uri_complete"))
                .isEqualTo(IdpServer.ISSUER + Device.PAGE + "?user_code=" + code);
        assertThat(begun.field("expires_in")).isEqualTo("600");
        assertThat(begun.field("interval")).isEqualTo("5");
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM device_authorizations WHERE hash = ?"
                                        + " AND user_code = ?"
                                        + " AND expires_at <= now() + INTERVAL '10 minutes'",
                                SecretHash.of(begun.field("device_code")).bytes(),
                                code.replace("-", "")))
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, '', 401, invalid_client",
        "client_id, nobody, 401, invalid_client",
        "client_id, television, 401, invalid_client",
        "client_secret, x, 401, invalid_client",
        "client_id, brief, 400, unauthorized_client",
        "scope, '', 400, invalid_scope",
        "scope, admin, 400, invalid_scope",
        "scope, OPENID, 400, invalid_scope",
    })
    void beginWhenARuleIsBrokenThenRefused(String name, String value, int status, String error) {
        Flow.refused(Device.request().with(name, value).post(Device.AUTHORIZATION), status, error);
    }

    @Test
    void beginWhenTheClientHasASecretThenItShowsIt() {
        Form form = Form.of("scope", "openid email pictures");

        var answer = form.post(Device.AUTHORIZATION, Clients.TELEVISION, "wrong");
        Flow.refused(answer, 401, "invalid_client");
        assertThat(answer.header("www-authenticate")).hasValue("Basic realm=\"gatehouse\"");
        Flow.granted(
                form.post(Device.AUTHORIZATION, Clients.TELEVISION, Clients.TELEVISION_SECRET));
        Flow.refused(
                form.post(Device.AUTHORIZATION, Clients.WEB, Clients.WEB_SECRET),
                400,
                "unauthorized_client");
    }

    @Test
    void pollWhenAllowedThenTokensOfThePersonForTheClient() {
        allow();

        var answer = Flow.granted(poll());
        var access = Flow.claims(answer, "access_token");
        var id = Flow.claims(answer, "id_token");

        assertThat(answer.field("token_type")).isEqualTo("Bearer");
        assertThat(answer.field("scope")).isEqualTo("openid profile email");
        assertThat(answer.field("refresh_token")).startsWith("ghr_");
        assertThat(access.getSubject()).isEqualTo(person.id().toString());
        assertThat(access.getClaim("client_id")).isEqualTo(Clients.CLI);
        assertThat(access.getClaim("role")).isEqualTo("customer");
        assertThat(id.getSubject()).isEqualTo(person.id().toString());
        assertThat(id.getAudience()).containsExactly(Clients.CLI);
        assertThat(id.getClaim("sid")).isEqualTo(access.getClaim("sid"));
        assertThat(id.getClaim("auth_time")).isEqualTo(access.getClaim("auth_time"));
        assertThat(id.getClaim("preferred_username")).isEqualTo(person.username());
        assertThat(id.getClaims()).containsKey("at_hash").doesNotContainKey("nonce");
        Flow.granted(Flow.refresh(answer.field("refresh_token")));
    }

    /** The client may have less than it asked for, and no refresh token. */
    @ParameterizedTest
    @CsvSource({"openid email pictures, openid pictures, true", "pictures email, pictures, false"})
    void pollWhenTheClientMayHaveLittleThenThatAlone(
            String wanted, String scope, boolean withIdToken) {
        var television =
                Form.of("scope", wanted)
                        .post(Device.AUTHORIZATION, Clients.TELEVISION, Clients.TELEVISION_SECRET);
        Device.decide(browser, person, television, "allow");

        var answer =
                Flow.granted(
                        Device.poll(television)
                                .with("client_id", "")
                                .post(TOKEN, Clients.TELEVISION, Clients.TELEVISION_SECRET));

        assertThat(answer.field("scope")).isEqualTo(scope);
        assertThat(answer.json().has("id_token")).isEqualTo(withIdToken);
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(Flow.claims(answer, "access_token").getClaims()).doesNotContainKey("email");
    }

    @Test
    void pollWhenNobodyHasDecidedThenPending() {
        Flow.refused(poll(), 400, "authorization_pending");

        allow();

        Flow.granted(poll());
    }

    @Test
    void pollWhenTooSoonThenSlowDownAndTheIntervalGrowsForGood() {
        Flow.refused(poll(), 400, "authorization_pending");
        Flow.refused(poll(), 400, "slow_down");
        assertThat(interval()).isEqualTo(10);
        Flow.refused(poll(), 400, "slow_down");
        assertThat(interval()).isEqualTo(15);

        polledAgo("10 seconds");
        Flow.refused(poll(), 400, "slow_down");
        assertThat(interval()).isEqualTo(20);

        polledAgo("20 seconds");
        Flow.refused(poll(), 400, "authorization_pending");
        assertThat(interval()).isEqualTo(20);
    }

    @Test
    void pollWhenDeniedThenDeniedForGood() {
        Device.decide(browser, person, begun, "deny");

        Flow.refused(poll(), 400, "access_denied");
        Flow.refused(poll(), 400, "access_denied");
        assertThat(sessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "allow", "deny"})
    void pollWhenExpiredThenExpiredWhateverWasDecided(String decision) {
        if (!decision.isEmpty()) {
            Device.decide(browser, person, begun, decision);
        }
        expire(begun, "1 second");

        Flow.refused(poll(), 400, "expired_token");
        assertThat(sessions()).isZero();
    }

    /** Whoever asks twice may have lost the answer: what it gave goes on. */
    @Test
    void pollWhenUsedThenRefusedAndWhatItGaveStays() {
        allow();
        var first = Flow.granted(poll());

        Flow.refused(poll(), 400, "invalid_grant");

        expire(begun, "1 second");
        Flow.refused(poll(), 400, "invalid_grant");
        Flow.granted(Flow.refresh(first.field("refresh_token")));
    }

    @ParameterizedTest
    @CsvSource({
        "device_code, '', 400, invalid_request",
        "device_code, x, 400, invalid_grant",
        "device_code, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 400, invalid_grant",
        "client_id, '', 401, invalid_client",
        "client_id, nobody, 401, invalid_client",
        "client_id, television, 401, invalid_client",
        "client_id, brief, 400, unauthorized_client",
        "grant_type, device_code, 400, unsupported_grant_type",
    })
    void pollWhenARuleIsBrokenThenRefusedAndTheCodeStaysGood(
            String name, String value, int status, String error) {
        allow();

        Flow.refused(Device.poll(begun).with(name, value).post(TOKEN), status, error);

        Flow.granted(poll());
    }

    /** In whatever state the code is, another client learns nothing of it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "allow", "deny"})
    void pollWhenTheCodeIsAnotherClientsThenRefused(String decision) {
        if (!decision.isEmpty()) {
            Device.decide(browser, person, begun, decision);
        }

        var answer =
                Device.poll(begun)
                        .with("client_id", "")
                        .post(TOKEN, Clients.TELEVISION, Clients.TELEVISION_SECRET);

        Flow.refused(answer, 400, "invalid_grant");
        assertThat(poll().status()).isEqualTo(decision.equals("allow") ? 200 : 400);
    }

    @Test
    void pollWhenHundredAtOnceThenOneSession() {
        allow();

        List<HttpAnswer> answers =
                Parallel.atMost(20, Collections.nCopies(100, () -> Device.poll(begun).post(TOKEN)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(answer -> Flow.refused(answer, 400, "invalid_grant"));
        assertThat(sessions()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "enabled again", "password"})
    void pollWhenTheAccountWasClosedMeanwhileThenRefused(String how) {
        allow();
        if (how.equals("password")) {
            String body =
                    "{\"currentPassword\": \"%s\", \"newPassword\": \"an entirely new one\"}"
                            .formatted(person.password());
            assertThat(person.gate().put("/accounts/me/password", body).status()).isEqualTo(204);
        } else {
            enable(false);
        }
        if (how.equals("enabled again")) {
            enable(true);
        }

        Flow.refused(poll(), 400, "invalid_grant");
        assertThat(sessions()).isZero();
    }

    /** One may sign out of a borrowed browser, and stays signed in at the device. */
    @Test
    void sessionWhenTheBrowserSignsOutThenTheDevicesGoesOn() {
        allow();
        browser.submit(browser.get("/oauth2/logout"));

        var tokens = Flow.granted(poll());

        Flow.granted(Flow.refresh(tokens.field("refresh_token")));
    }

    @Test
    void sessionWhenTheDeviceSignsOutThenTheBrowsersGoesOn() {
        allow();
        var tokens = Flow.granted(poll());

        Form.of("client_id", Clients.CLI, "token", tokens.field("refresh_token"))
                .post("/oauth2/revoke");

        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
        assertThat(denials(tokens)).isOne();
        var answer = browser.get("/oauth2/authorize?" + Flow.cli().encoded());
        assertThat(Browser.parameters(answer)).containsKey("code");
    }

    @Test
    void logoutWhenTheHintIsTheDevicesThenItsSessionEnds() {
        allow();
        var tokens = Flow.granted(poll());

        Gate.anonymous().get("/oauth2/logout?id_token_hint=" + tokens.field("id_token"));

        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
    }

    /** In time for a late device to be told why. */
    @Test
    void cleanupWhenExpiredLongAgoThenThatAloneGoes() {
        var late = Device.begin();
        expire(begun, "61 minutes");
        expire(late, "59 minutes");
        var devices = CDI.current().select(DeviceRepository.class).get();
        var before = Instant.now().minus(Duration.ofHours(1));

        CDI.current()
                .select(Transactions.class)
                .get()
                .run(database -> devices.deleteExpired(database, before, 500));

        Flow.refused(poll(), 400, "invalid_grant");
        Flow.refused(Device.poll(late).post(TOKEN), 400, "expired_token");
    }

    @Test
    void metricsWhenTokensAreGivenThenCounted() {
        allow();
        Flow.granted(poll());

        assertThat(Gate.metrics().text()).contains("way=\"device\"");
    }

    private void allow() {
        var answer = Device.decide(browser, person, begun, "allow");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private HttpAnswer poll() {
        return Device.poll(begun).post(TOKEN);
    }

    private void enable(boolean enabled) {
        String body = "{\"enabled\": " + enabled + "}";
        assertThat(Gate.admin().put("/admin/users/" + person.id() + "/enabled", body).status())
                .isEqualTo(200);
    }

    private void polledAgo(String time) {
        Rows.update(
                "UPDATE device_authorizations SET polled_at = now() - CAST(? AS INTERVAL)"
                        + " WHERE user_code = ?",
                time,
                letters(begun));
    }

    private static void expire(HttpAnswer begun, String ago) {
        Rows.update(
                "UPDATE device_authorizations SET expires_at = now() - CAST(? AS INTERVAL)"
                        + " WHERE user_code = ?",
                ago,
                letters(begun));
    }

    private long interval() {
        return Rows.count(
                "SELECT interval_seconds FROM device_authorizations WHERE user_code = ?",
                letters(begun));
    }

    private static String letters(HttpAnswer begun) {
        return begun.field("user_code").replace("-", "");
    }

    private long sessions() {
        return Rows.count("SELECT count(*) FROM sessions WHERE account_id = ?", person.id());
    }

    private static long denials(HttpAnswer tokens) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                String.valueOf(Flow.claims(tokens, "access_token").getClaim("sid")));
    }
}
