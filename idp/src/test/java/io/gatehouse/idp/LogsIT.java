// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plants secrets wherever a client can put them and looks for them in everything logged. */
@ExtendWith(IdpServer.class)
class LogsIT {

    @Test
    void logWhenSecretsPassThroughThenNoneIsWritten() {
        var person = Person.register();
        var login = person.login();
        var refresh = login.field("refresh_token");
        var next = Person.refresh(refresh).field("refresh_token");
        Person.refresh(next);
        // Used twice: the refusal is logged, the token must not be.
        Person.refresh(refresh);
        Gate.anonymous()
                .post("/authentication/login", "{\"username\": \"a\", \"password\": \"PLANTED-1\"");
        Gate.anonymous()
                .post("/authentication/registration", Person.body("PLANTED-2", "", "PLANTED-3"));
        Gate.anonymous()
                .with("cookie", "__Host-gatehouse-refresh=PLANTED-4")
                .with("origin", IdpServer.ISSUER)
                .post("/authentication/refresh");
        Gate.anonymous().get("/authentication/login?password=PLANTED-5");

        String logged = IdpServer.logged();

        assertThat(logged).contains("refresh token used twice");
        for (String secret :
                List.of(
                        person.password(),
                        person.email(),
                        refresh,
                        next,
                        login.field("access_token"),
                        IdpServer.ADMIN_PASSWORD,
                        "root@example.org",
                        "$argon2id$",
                        "PLANTED-")) {
            assertThat(logged.contains(secret)).as("logged: " + secret).isFalse();
        }
    }
}
