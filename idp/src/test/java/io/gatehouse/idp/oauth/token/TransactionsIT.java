// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.Rows;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a request costs the database: transactions, counted over many requests, so that those of the
 * background between them do not matter.
 */
@ExtendWith(IdpServer.class)
class TransactionsIT {
    private static final int REQUESTS = 40;
    private static final Pattern BEGUN =
            Pattern.compile("^gatehouse_transactions_total\\{[^}]*} ([0-9.E]+)", Pattern.MULTILINE);

    private static final String WAITING =
            "SELECT count(*) FROM outbox_message WHERE topic = 'mail'";

    private String refreshToken = "";

    // Mails of those who have registered are sent meanwhile, which takes some as well.
    private static double ofEach(Runnable request) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Rows.count(WAITING) == 0);
        request.run();
        double before = begun();
        for (int i = 0; i < REQUESTS; i++) {
            request.run();
        }
        return (begun() - before) / REQUESTS;
    }

    private static double begun() {
        Matcher line = BEGUN.matcher(Gate.metrics().text());
        assertThat(line.find()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Test
    void tokenWhenForTheClientItselfThenNone() {
        Form form = Form.of("grant_type", "client_credentials");

        double transactions =
                ofEach(() ->
                        Flow.granted(
                                form.post(Flow.TOKEN, Clients.MACHINE, Clients.MACHINE_SECRET)));

        assertThat(transactions).isLessThan(0.5);
    }

    @Test
    void tokenWhenRefreshedThenOne() {
        refreshToken = Flow.webTokens(new Browser(), Person.register()).field("refresh_token");

        assertThat(ofEach(this::refresh)).isBetween(1.0, 1.5);
    }

    private void refresh() {
        refreshToken =
                Flow.granted(
                                Form.of(
                                                "grant_type",
                                                "refresh_token",
                                                "refresh_token",
                                                refreshToken)
                                        .post(Flow.TOKEN, Clients.WEB, Clients.WEB_SECRET))
                        .field("refresh_token");
    }

    @Test
    void introspectWhenOfAPersonThenOne() {
        Form form =
                Form.of(
                        "token",
                        Flow.webTokens(new Browser(), Person.register()).field("access_token"));

        double transactions =
                ofEach(() ->
                        assertThat(
                                        form.post(
                                                        "/oauth2/introspect",
                                                        Clients.WEB,
                                                        Clients.WEB_SECRET)
                                                .text())
                                .contains("\"active\":true"));

        assertThat(transactions).isBetween(1.0, 1.5);
    }
}
