// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The revocation endpoint (RFC 7009). */
@ExtendWith(IdpServer.class)
class RevokeIT {
    private static final String REVOKE = "/oauth2/revoke";

    private final Person person = Person.register();
    private final Browser browser = new Browser();
    private final HttpAnswer tokens = Flow.tokens(browser, person);

    @ParameterizedTest
    @CsvSource({
        "refresh_token, refresh_token",
        "access_token, access_token",
        "refresh_token, access_token",
        "access_token, unheard_of",
        "refresh_token, ''",
    })
    void revokeWhenATokenOfTheClientThenItsSessionEndsOnce(String token, String hint) {
        Form form =
                Form.of(
                        "client_id",
                        Clients.CLI,
                        "token",
                        tokens.field(token),
                        "token_type_hint",
                        hint);

        assertDone(form.post(REVOKE));
        assertDone(form.post(REVOKE));

        assertThat(denials()).isOne();
        Flow.refused(Flow.refresh(tokens.field("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void revokeWhenTheTokenIsUsedAlreadyThenItsSessionEndsAllTheSame() {
        Flow.refresh(tokens.field("refresh_token"));

        assertDone(
                Form.of("client_id", Clients.CLI, "token", tokens.field("refresh_token"))
                        .post(REVOKE));

        assertThat(denials()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "ghr_", "e30.e30.e30", "an ID token"})
    void revokeWhenTheTokenIsNoneThenAsIfItWereRevoked(String token) {
        String text = token.equals("an ID token") ? tokens.field("id_token") : token;

        assertDone(Form.of("client_id", Clients.CLI, "token", text).post(REVOKE));

        assertThat(denials()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "access_token"})
    void revokeWhenTheTokenIsOfAnotherClientThenRefusedAndNothingEnds(String token) {
        var answer =
                Form.of("token", tokens.field(token)).post(REVOKE, Clients.WEB, Clients.WEB_SECRET);

        Flow.refused(answer, 400, "invalid_grant");
        assertThat(denials()).isZero();
        Flow.granted(Flow.refresh(tokens.field("refresh_token")));
    }

    @Test
    void revokeWhenTheTokenHasNoSessionThenSaysSo() {
        String token =
                Form.of("grant_type", "client_credentials")
                        .post(Flow.TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET)
                        .field("access_token");

        Flow.refused(
                Form.of("token", token).post(REVOKE, Clients.MACHINE, Clients.MACHINE_SECRET),
                400,
                "unsupported_token_type");
    }

    @Test
    void revokeWhenTheClientIsNotKnownThenRefused() {
        Flow.refused(
                Form.of("token", tokens.field("refresh_token")).post(REVOKE),
                401,
                "invalid_client");
        Flow.refused(
                Form.of("token", tokens.field("refresh_token")).post(REVOKE, Clients.WEB, "wrong"),
                401,
                "invalid_client");
        assertThat(denials()).isZero();
    }

    private static void assertDone(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    private long denials() {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE kind = 'sid' AND value = ?",
                String.valueOf(Flow.claims(tokens, "access_token").getClaim("sid")));
    }
}
