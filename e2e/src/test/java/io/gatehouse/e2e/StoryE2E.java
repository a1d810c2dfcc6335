// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import io.gatehouse.testkit.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the shop is for, from registration to logout. */
@EndToEnd
@Order(1)
class StoryE2E {
    private final Target target;
    private final Shop shop;

    StoryE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
    }

    @Test
    void storyWhenEverythingIsWellThenACustomerBuysAndCancels() {
        String product = shop.product(5);
        Account account = target.accounts().register();
        Session session = target.accounts().login(account);

        Answer bought = session.send(Shop.buy(product, 2, Shop.key())).expect(201);
        String order = bought.field("id");

        assertThat(bought.header("location")).contains("/orders/" + order);
        assertThat(bought.field("status")).isEqualTo("PAID");
        assertThat(bought.json().path("total")).isEqualTo(euros(2500));
        assertThat(bought.json().path("lines").get(0).path("quantity").asInt()).isEqualTo(2);
        assertThat(Instant.parse(bought.field("createdAt")))
                .isBefore(Instant.now().plusSeconds(60));
        JsonNode seen = session.send(Call.get("/orders/" + order)).expect(200).json();
        assertThat(seen.path("lines")).isEqualTo(bought.json().path("lines"));
        assertThat(seen.path("history").findValuesAsText("status"))
                .containsExactly("PENDING", "PAID");
        assertThat(
                        session.send(Call.get("/orders"))
                                .expect(200)
                                .json()
                                .path("items")
                                .findValuesAsText("id"))
                .contains(order);
        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(3);

        cancels(session, order, product);
    }

    private void cancels(Session session, String order, String product) {
        Call cancel = Call.post("/orders/" + order + "/cancel");

        assertThat(session.send(cancel).expect(200).field("status"))
                .isIn("CANCELLED", "CANCELLING");
        await("the order's end").until(() -> status(session, order), "CANCELLED"::equals);
        session.setUp(cancel).expect(200);
        assertThat(shop.inside(product).path("stock").asInt()).isEqualTo(5);
        session.setUp(Call.post("/authentication/logout")).expect(204);
        Revocation.awaitRefused(session.client(), session.token());
        session.send(Call.get("/products")).expectProblem(401, "token_revoked");
    }

    private static String status(Session session, String order) {
        return session.setUp(Call.get("/orders/" + order)).expect(200).field("status");
    }

    @Test
    void storyWhenSpokenOverHttp2ThenItIsTheSame() {
        Account account = target.accounts().register();
        try (Client client = target.client2()) {
            Session session =
                    Session.of(account, client, client.setUp(Accounts.loginCall(account)));

            assertThat(
                            session.send(Call.get("/products"))
                                    .expect(200)
                                    .json()
                                    .path("items")
                                    .isArray())
                    .isTrue();
            assertThat(
                            session.send(Call.get("/authentication/whoami"))
                                    .expect(200)
                                    .field("username"))
                    .isEqualTo(account.username());
        }
    }

    @Test
    void whoamiWhenSignedInThenTellsTheAccountOfTheToken() {
        Session session = target.accounts().customer();

        JsonNode whoami = session.send(Call.get("/authentication/whoami")).expect(200).json();

        assertThat(whoami.path("id").asText()).isEqualTo(session.id());
        assertThat(whoami.path("username").asText()).isEqualTo(session.account().username());
        assertThat(whoami.path("email").asText()).isEqualTo(session.account().email());
        assertThat(whoami.path("roles")).isEqualTo(Json.tree(List.of("customer")));
        assertThat(whoami.path("sessionId").asText())
                .isEqualTo(Tokens.payload(session.token()).path("sid").asText());
    }

    @Test
    void productsWhenPagedThenEveryPageGoesOnWhereTheLastEnded() {
        List.of(1, 2, 3).forEach(shop::product);

        JsonNode first =
                target.accounts().customer().send(Call.get("/products?limit=2")).expect(200).json();
        String after = first.path("next").asText();
        JsonNode second =
                target.accounts()
                        .customer()
                        .send(Call.get("/products?limit=2&after=" + after))
                        .expect(200)
                        .json();

        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).isNotEmpty();
        assertThat(second.path("items").findValuesAsText("id"))
                .doesNotContainAnyElementsOf(first.path("items").findValuesAsText("id"));
    }

    @Test
    void orderWhenItIsSomebodyElsesThenItDoesNotExist() {
        Session owner = target.accounts().customer();
        Session stranger = target.accounts().customer();
        String order = Shop.orderOf(owner.setUp(Shop.buy(shop.product(1), 1, Shop.key())));

        stranger.send(Call.get("/orders/" + order)).expectProblem(404, "not_found");
        stranger.send(Call.post("/orders/" + order + "/cancel")).expectProblem(404, "not_found");
        assertThat(stranger.send(Call.get("/orders")).expect(200).text()).doesNotContain(order);
    }

    private static JsonNode euros(int amount) {
        return Json.tree(Map.of("amount", amount, "currency", "EUR"));
    }
}
