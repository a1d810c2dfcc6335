// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.DatabaseExtension;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database goes away and comes back: what does not need it goes on, the rest says so. */
@ExtendWith(IdpServer.class)
@Timeout(60)
class AwayIT {

    private final Person person = Person.register();

    @AfterEach
    void bringBack() {
        DatabaseExtension.postgres().start();
        IdpServer.awaitReady();
    }

    @Test
    void callWhenDatabaseIsAwayThenKeysStayAndLoginHeals() {
        var login = person.login();
        var keys = Gate.anonymous().get("/.well-known/jwks.json");

        DatabaseExtension.postgres().stop();

        var answer = person.tryLogin();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("retry-after")).isPresent();
        assertThat(Gate.anonymous().get("/.well-known/jwks.json").text()).isEqualTo(keys.text());
        assertThat(person.in(login).get("/authentication/whoami").status()).isEqualTo(200);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(503);
        var authz = Gate.workload("authz");
        assertThat(authz.get("/microservice/revocations").status()).isEqualTo(503);
        assertThat(authz.get("/microservice/revocations/stream").status()).isEqualTo(503);
        assertThat(IdpServer.health("live")).isEqualTo(200);
        assertThat(IdpServer.health("ready")).isEqualTo(200);

        DatabaseExtension.postgres().start();

        await().atMost(Duration.ofSeconds(20)).until(() -> person.tryLogin().status() == 200);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> IdpServer.health("ready") == 200);
    }

    @Test
    void metricsWhenReadThenLoginsAndKeysAreThere() {
        person.login();
        new Person(UUID.randomUUID(), "nobody", "", "not a password").tryLogin();

        var metrics = Gate.metrics();

        assertThat(metrics.text())
                .contains("gatehouse_idp_logins_total{")
                .contains("outcome=\"success\"")
                .contains("outcome=\"refused\"")
                .contains("gatehouse_idp_tokens_total{")
                .contains("gatehouse_idp_key_age_seconds")
                .contains("gatehouse_idp_password_waiting");
    }
}
