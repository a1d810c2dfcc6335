// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.client.ApiClient;
import io.gatehouse.client.ApiException;
import io.gatehouse.client.api.AuthenticationApi;
import io.gatehouse.client.api.OrdersApi;
import io.gatehouse.client.api.ProductsApi;
import io.gatehouse.client.model.BuyRequest;
import io.gatehouse.client.model.Login;
import io.gatehouse.client.model.Order.StatusEnum;
import io.gatehouse.client.model.Payment;
import io.gatehouse.client.model.Problem;
import io.gatehouse.client.model.Registration;
import io.gatehouse.client.model.Tokens;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API document as those use it who have nothing else: generators of clients. */
@EndToEnd
@Order(3)
class GeneratedClientsE2E {
    private static final String DOCUMENT = "/openapi.json";

    private final Target target;
    private final Shop shop;
    private final Client client;

    GeneratedClientsE2E(Target target) {
        this.target = target;
        this.shop = new Shop(target);
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void documentWhenServedThenIsTheOneThatTheJavaClientIsMadeFrom() {
        Path made = Path.of("../common/docs/target/classes/documents/openapi.json");

        assertThat(client.send(Call.get(DOCUMENT)).expect(200).json()).isEqualTo(Json.read(made));
    }

    @Test
    void javaClientWhenMadeThenBuysAndReadsTheOrder() throws ApiException {
        String product = shop.product(1);
        ApiClient api = signedIn();

        var items = new ProductsApi(api).listProducts(1, null, null).getItems();
        var bought = buy(new ProductsApi(api), UUID.fromString(product));

        assertThat(items).hasSize(1);
        assertThat(bought.getStatus()).isEqualTo(StatusEnum.PAID);
        assertThat(bought.getTotal().getAmount()).isEqualTo(1250);
        var found = new OrdersApi(api).getOrder(bought.getId());
        assertThat(found.getLines()).isEqualTo(bought.getLines());
        assertThat(found.getHistory())
                .extracting(reached -> reached.getStatus().getValue())
                .contains("PAID");
    }

    // A purchase whose outcome takes longer is 202, and is asked for again with the same key.
    private static io.gatehouse.client.model.Order buy(ProductsApi products, UUID product) {
        String key = Shop.key();
        BuyRequest request =
                new BuyRequest().quantity(1).payment(new Payment().method(Payment.MethodEnum.CARD));
        return await("the outcome of the purchase")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> products.buyProductWithHttpInfo(key, product, request),
                        answer -> answer.getStatusCode() == 201)
                .getData();
    }

    @Test
    void javaClientWhenRefusedThenReadsTheProblem() throws ApiException, JsonProcessingException {
        ApiClient api = signedIn();

        ApiException refused =
                catchThrowableOfType(
                        ApiException.class, () -> new OrdersApi(api).getOrder(UUID.randomUUID()));

        assertThat(refused.getCode()).isEqualTo(404);
        Problem problem = api.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getCode()).isEqualTo("not_found");
        assertThat(problem.getRequestId()).isNotEmpty();
    }

    private ApiClient signedIn() throws ApiException {
        HttpClient.Builder http = HttpClient.newBuilder().sslContext(target.tls());
        target.address().ifPresent(http::localAddress);
        ApiClient api = new ApiClient(http, ApiClient.createDefaultObjectMapper(), target.origin());
        Account account = target.accounts().imagine();
        AuthenticationApi authentication = new AuthenticationApi(api);
        authentication.register(
                new Registration()
                        .username(account.username())
                        .email(account.email())
                        .password(account.password()));
        Tokens tokens =
                authentication.login(
                        new Login().username(account.username()).password(account.password()));
        return api.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + tokens.getAccessToken()));
    }

    @Test
    void pythonClientWhenMadeThenBuysReadsTheOrderAndProblems(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path document = folder.resolve("openapi.json");
        Files.writeString(document, client.send(Call.get(DOCUMENT)).expect(200).text());
        Path output = folder.resolve("output");
        Account account = target.accounts().imagine();
        String product = shop.product(1);
        ProcessBuilder run =
                new ProcessBuilder(
                                List.of(
                                        "src/test/python/run",
                                        document.toString(),
                                        folder.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        run.environment()
                .putAll(
                        Map.of(
                                "GATEHOUSE_URL", target.origin(),
                                "GATEHOUSE_CA", target.ca().toString(),
                                "GATEHOUSE_ADDRESS", addressOfGate(),
                                "SHOP_USERNAME", account.username(),
                                "SHOP_PASSWORD", account.password(),
                                "SHOP_PRODUCT", product,
                                "SHOP_KEY", Shop.key()));

        int status = run.start().waitFor();

        assertThat(status).as(Files.readString(output)).isZero();
        assertThat(shop.inside(product).path("sold").asInt()).isEqualTo(1);
    }

    /** Where the name of the gate leads, in the names that this program knows. */
    private String addressOfGate() throws UnknownHostException {
        return InetAddress.getByName(target.url().getHost()).getHostAddress();
    }
}
