// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Tokens;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An administrator enrols an authenticator app: what was signed in before is worthless at once. */
@EndToEnd
@Order(19)
class SecondFactorE2E {
    private static final Call ADMINISTERING = Call.get("/admin/users?limit=1");

    private final Target target;
    private final Client client;

    SecondFactorE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void adminWhenAFactorIsEnrolledThenNobodyAdministersByThePasswordAlone() {
        Account account = target.accounts().registerAs("admin");
        Session before = target.accounts().login(account);
        before.setUp(ADMINISTERING).expect(200);
        assertThat(Tokens.payload(before.token()).path("acr").asText()).isEqualTo("1");

        Authenticator app = Authenticator.enrol(target.accounts().login(account));

        Revocation.awaitRefused(before.client(), before.token());
        client.setUp(Accounts.loginCall(account)).expectProblem(401, "second_factor_required");
        client.setUp(loginCall(account, app.at(9))).expectProblem(401, "second_factor_invalid");
        String code = app.next();
        Session after = Session.of(account, client, client.setUp(loginCall(account, code)));
        assertThat(Tokens.payload(after.token()).path("acr").asText()).isEqualTo("2");
        assertThat(Tokens.payload(after.token()).path("amr").toString())
                .isEqualTo("[\"pwd\",\"otp\"]");
        after.setUp(ADMINISTERING).expect(200);
        client.setUp(loginCall(account, code)).expectProblem(401, "second_factor_invalid");
    }

    @Test
    void removalWhenAnAdministratorAsksThenThePasswordIsEnoughAgain() {
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);
        String id = session.id();
        Authenticator app = Authenticator.enrol(session);
        Session elsewhere =
                Session.of(account, client, client.setUp(loginCall(account, app.next())));

        target.accounts().admin().setUp(Call.delete("/admin/users/" + id + "/factors")).expect(204);

        Revocation.awaitRefused(elsewhere.client(), elsewhere.token());
        client.setUp(Accounts.loginCall(account)).expect(200);
    }

    /** The body of a DELETE passes the gate. */
    @Test
    void removalWhenTheOwnerProvesAllThenThePasswordIsEnoughAgain() {
        Account account = target.accounts().register();
        Session enrolling = target.accounts().login(account);
        Authenticator app = Authenticator.begin(enrolling);
        String recovery =
                enrolling
                        .setUp(Call.put(Authenticator.PATH, Map.of("code", app.at(0))))
                        .expect(200)
                        .json()
                        .path("recoveryCodes")
                        .path(0)
                        .asText();
        Session session = Session.of(account, client, client.setUp(loginCall(account, app.next())));
        Call removal = Call.delete(Authenticator.PATH);

        session.setUp(removal.json(Map.of("currentPassword", account.password())))
                .expectProblem(422, "rule_broken");
        session.setUp(removal.json(Map.of("currentPassword", account.password(), "code", recovery)))
                .expect(204);

        client.setUp(Accounts.loginCall(account)).expect(200);
    }

    private static Call loginCall(Account account, String code) {
        return Call.post(
                "/authentication/login",
                Map.of(
                        "username",
                        account.username(),
                        "password",
                        account.password(),
                        "code",
                        code));
    }
}
