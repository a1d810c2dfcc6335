// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stolen token does not get: password, address and account itself, without a code. */
@ExtendWith(IdpServer.class)
class OwnerCheckIT {

    private final Person person = Person.register();

    /** What the owner alone may do, with the member of the body beside those of the proof. */
    enum Action {
        CHANGE_PASSWORD("PUT", "/accounts/me/password", ", \"newPassword\": \"a whole new one\""),
        CHANGE_ADDRESS("PUT", "/accounts/me/email", ", \"email\": \"new-%s\""),
        DELETE("POST", "/accounts/me/deletion", ""),
        ADD_FACTOR("POST", "/accounts/me/factors/totp", ""),
        REMOVE_FACTOR("DELETE", "/accounts/me/factors/totp", ""),
        RENEW_CODES("POST", "/accounts/me/factors/recovery-codes", "");

        private final String method;
        private final String path;
        private final String more;

        Action(String method, String path, String more) {
            this.method = method;
            this.path = path;
            this.more = more;
        }

        HttpAnswer tried(Person person, String password, String code) {
            String body =
                    "{\"currentPassword\": \"%s\"%s%s}"
                            .formatted(password, code, more.formatted(person.email()));
            return person.gate().send(method, path, body);
        }
    }

    private static String code(String code) {
        return ", \"code\": \"%s\"".formatted(code);
    }

    private String state() {
        return Rows.numbers(
                                "SELECT password_version + not_before FROM accounts WHERE id = ?",
                                person.id())
                        .toString()
                + Rows.count(
                        "SELECT count(*) FROM second_factors WHERE account_id = ?", person.id())
                + Rows.count("SELECT count(*) FROM mail_links WHERE account_id = ?", person.id());
    }

    @ParameterizedTest
    @EnumSource
    void doneWithoutACodeThenItIsAskedForAndNothingChanges(Action action) {
        Authenticator.enrol(person);
        String before = state();

        HttpAnswer answer = action.tried(person, person.password(), "");

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo("code");
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void doneWithAWrongCodeThenRefusedAndNothingChanges(Action action) {
        Authenticator app = Authenticator.enrol(person);
        String before = state();

        HttpAnswer answer = action.tried(person, person.password(), code(app.at(5)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo("code");
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void doneWithAWrongPasswordThenTheCodeIsNotLookedAt(Action action) {
        Authenticator app = Authenticator.enrol(person);
        String good = app.next();

        HttpAnswer answer = action.tried(person, "not the password", code(good));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.blamed()).isEqualTo("currentPassword");
        assertThat(app.login(good).status()).as("the code is still good").isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void doneWithBothThenDone(Action action) {
        Authenticator app = Authenticator.enrol(person);

        HttpAnswer answer = action.tried(person, person.password(), code(app.next()));

        assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
    }
}
