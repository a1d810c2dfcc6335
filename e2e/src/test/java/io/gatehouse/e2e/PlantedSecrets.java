// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Secrets of a customer, sent to every place from which a careless line might take them. */
public final class PlantedSecrets {
    private static final Pattern ANYBODYS =
            Pattern.compile(
                    "eyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]{40}|ghk_[0-9A-Za-z]{36}|BEGIN PRIVATE KEY|\\$argon2");

    private final List<String> values;
    private final List<String> requestIds;

    private PlantedSecrets(List<String> values, List<String> requestIds) {
        this.values = values;
        this.requestIds = requestIds;
    }

    /**
     * Sends them; the refresh token is used up by that.
     *
     * @param product of which a piece is left, for what a purchase may hold
     */
    public static PlantedSecrets plant(Session session, String product) {
        Account account = session.account();
        Client client = session.client();
        Answer search = session.setUp(Call.get("/products?q=" + session.token().substring(0, 60)));
        Answer inTheQuery = client.setUp(Call.get("/products?access_token=" + session.token()));
        Account mistyped = new Account(account.username(), "", account.password() + "x");
        Answer failure = client.setUp(Accounts.loginCall(mistyped)).expect(401);
        String card = "tok_planted_" + Accounts.random(16);
        Answer declined = session.setUp(Shop.buyWith(card, product));
        String key = ApiKeys.make(session, "planted").field("key");
        Answer byKey = client.setUp(Call.get("/products?q=" + key).bearer(key)).expect(200);
        Map<String, String> body = Map.of("refresh_token", session.refreshToken());
        Answer refresh = client.setUp(Call.post("/authentication/refresh", body)).expect(200);
        return new PlantedSecrets(
                List.of(
                        account.password(),
                        account.email(),
                        card,
                        key,
                        session.refreshToken(),
                        signature(session.token()),
                        refresh.field("refresh_token"),
                        signature(refresh.field("access_token"))),
                List.of(
                        id(search),
                        id(inTheQuery),
                        id(failure),
                        id(declined),
                        id(byKey),
                        id(refresh)));
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String id(Answer answer) {
        return answer.header("x-request-id").orElseThrow();
    }

    /** The requests that carried them; the last went to idp. */
    public List<String> requestIds() {
        return requestIds;
    }

    /** Fails if one of them, or what looks like anybody's, is in a log; it shows neither. */
    public void checkAbsent(String log, String text) {
        for (String value : values) {
            assertThat(text.contains(value)).as("a secret in %s", log).isFalse();
        }
        assertThat(ANYBODYS.matcher(text).find())
                .as("a token, a private key or a hash of a password in %s", log)
                .isFalse();
    }
}
