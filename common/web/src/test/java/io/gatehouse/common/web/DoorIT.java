// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.web.admission.BodyRules;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.Problem;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@HelidonTest
class DoorIT {
    private static final String XFCC = "x-forwarded-client-cert";
    private static final String GATEWAY =
            "URI=spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";
    private static final String ORDERS = "URI=spiffe://cluster.local/ns/gatehouse/sa/orders";
    private static final String ALICE = UUID.randomUUID().toString();

    private final WebTarget target;
    private final WebTarget admin;

    @Inject
    DoorIT(WebTarget target, @Socket("admin") WebTarget admin) {
        this.target = target;
        this.admin = admin;
    }

    @Test
    void livenessWhenAskedThenTheNodesDiskAndHeapHaveNoSay() {
        String live = admin.path("/health/live").request().get(String.class);

        assertThat(live).contains("faults", "deadlock").doesNotContain("diskSpace", "heapMemory");
    }

    @ParameterizedTest
    @CsvSource({
        "public,    '',                200",
        "signed-in, '',                401",
        "signed-in, customer,          200",
        "admin,     '',                401",
        "admin,     customer,          403",
        "admin,     customer admin,    200",
        "peer,      admin,             403",
        "unruled,   admin,             403",
    })
    void getWhenCalledThroughGatewayThenRoleDecides(String path, String roles, int status) {
        Invocation.Builder request = request(path, GATEWAY);
        if (!roles.isEmpty()) {
            request.header("x-user-id", ALICE).header("x-user-role", roles);
        }

        try (Response response = request.get()) {
            assertThat(response.getStatus()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "URI=spiffe://cluster.local/ns/gatehouse/sa/payments",
                "URI=spiffe://cluster.local/ns/gatehouse/sa/orders-2",
                "URI=spiffe://other/ns/gatehouse/sa/orders",
                ORDERS + ",URI=spiffe://cluster.local/ns/gatehouse/sa/payments",
                ORDERS + ";URI=spiffe://cluster.local/ns/gatehouse/sa/payments",
                "Subject=\"," + ORDERS + "\"",
                "Subject=\"never closed," + ORDERS,
                ORDERS + ";Subject=\"never closed,By=spiffe://me;URI=spiffe://cluster.local/x",
                GATEWAY,
            })
    void getWhenPeerIsNotTheNamedOneThenRefused(String forwarded) {
        try (Response response = request("peer", forwarded).get()) {
            assertThat(response.getStatus()).isEqualTo(403);
            assertThat(code(response)).isEqualTo("peer_refused");
        }
    }

    @Test
    void getWhenPeerIsTheNamedOneThenAdmitted() {
        String forwarded = "URI=spiffe://cluster.local/x;Subject=\"a,b;c\\\"\"," + ORDERS;

        try (Response response = request("peer", forwarded).get()) {
            assertThat(response.getStatus()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({GATEWAY + ", true", ORDERS + ", false"})
    void getWhenBothMayCallThenOnlyTheGatewaysIdentityHeadersAreBelieved(
            String forwarded, boolean believed) throws IOException {
        try (Response response =
                request("shared", forwarded)
                        .header("x-user-id", ALICE)
                        .header("x-user-role", "admin")
                        .get()) {
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(json(response).has("sub")).isEqualTo(believed);
        }
    }

    @Test
    void getWhenSignedInThenClaimsAreInjected() throws IOException {
        try (Response response =
                request("signed-in", GATEWAY)
                        .header("x-user-id", ALICE)
                        .header("x-user-role", "customer payment")
                        .header("x-user-name", "alice")
                        .header("x-session-id", "s1")
                        .get()) {
            JsonNode body = json(response);

            assertThat(body.get("sub").asText()).isEqualTo(ALICE);
            assertThat(body.get("name").asText()).isEqualTo("alice");
            assertThat(body.get("sid").asText()).isEqualTo("s1");
            assertThat(body.get("roles")).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-user-id,   not-a-uuid",
        "x-user-id,   00000000-0000-4000-8000-00000000000G",
        "x-user-role, customer  admin",
        "x-user-role, 'customer,admin'",
        "x-user-name, größe",
    })
    void getWhenIdentityHeaderIsMisshapenThen400NamesIt(String header, String value)
            throws IOException {
        try (Response response = request("public", GATEWAY).header(header, value).get()) {
            assertThat(response.getStatus()).isEqualTo(400);
            assertThat(json(response).at("/errors/0/field").asText()).isEqualTo(header);
        }
    }

    @Test
    void getWhenIdentityHeaderIsRepeatedThen400() {
        try (Response response =
                request("public", GATEWAY)
                        .header("x-user-id", ALICE)
                        .header("x-user-id", ALICE)
                        .get()) {
            assertThat(response.getStatus()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"price\":{\"amount\":1}}            | 200 | ''",
                "{\"name\":\"\",\"price\":{\"amount\":-1}}            | 422 | name",
                "{\"name\":\"a\",\"price\":{\"amount\":1001}}         | 422 | price.amount",
                "{\"name\":\"a\",\"price\":null}                      | 422 | price",
                "{\"name\":\"a\",\"price\":{\"amount\":1.5}}          | 400 | price.amount",
                "{\"name\":\"a\",\"price\":{\"amount\":\"1\"}}        | 400 | price.amount",
                "{\"name\":\"a\",\"price\":{\"amount\":1e99}}         | 400 | price.amount",
                "{\"name\":\"a\",\"price\":{\"amount\":99999999999999999999}} | 400 | price.amount",
                "{\"name\":\"a\",\"price\":{\"amount\":1,\"x\":2}}    | 400 | price.x",
                "{\"name\":1,\"price\":{\"amount\":1}}                | 400 | name",
                "{\"name\":\"\\u0000\",\"price\":{\"amount\":1}}      | 400 | name",
                "{\"name\":\"\\ud800\",\"price\":{\"amount\":1}}      | 400 | name",
                "{\"name\":\"a\",\"name\":\"b\",\"price\":{\"amount\":1}} | 400 | ''",
                "{\"name\":\"a\",\"price\":{\"amount\":1}} trailing   | 400 | ''",
                "{\"name\":\"a\"                                      | 400 | ''",
                "[]                                                   | 400 | ''",
                "null                                                 | 400 | ''",
                "''                                                   | 400 | ''",
            })
    void postWhenBodyBreaksARuleThenFieldIsNamed(String body, int status, String field)
            throws IOException {
        try (Response response =
                request("body", GATEWAY).post(Entity.json(body == null ? "" : body))) {
            assertThat(response.getStatus()).isEqualTo(status);
            if (status != 200) {
                assertThat(response.getMediaType()).hasToString(Problem.MEDIA_TYPE);
                assertThat(json(response).at("/errors/0/field").asText("")).isEqualTo(field);
            }
        }
    }

    @Test
    void postWhenBodyIsTooLargeThen413() {
        String body = "{\"name\":\"" + "x".repeat(BodyRules.MAX_BYTES) + "\"}";

        try (Response response = request("body", GATEWAY).post(Entity.json(body))) {
            assertThat(response.getStatus()).isEqualTo(413);
            assertThat(code(response)).isEqualTo("too_large");
        }
    }

    @Test
    void postWhenMediaTypeIsNotJsonThen415() {
        Entity<String> form = Entity.entity("a=b", MediaType.APPLICATION_FORM_URLENCODED);

        try (Response response = request("body", GATEWAY).post(form)) {
            assertThat(response.getStatus()).isEqualTo(415);
            assertThat(code(response)).isEqualTo("unsupported_media_type");
        }
    }

    @Test
    void getWhenNothingIsAtThePathThenProblem404() {
        try (Response response = request("nothing", GATEWAY).get()) {
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(code(response)).isEqualTo("not_found");
        }
    }

    @Test
    void putWhenMethodIsNotThereThen405WithAllow() {
        try (Response response = request("body", GATEWAY).put(Entity.json("{}"))) {
            assertThat(response.getStatus()).isEqualTo(405);
            assertThat(response.getHeaderString("Allow")).isEqualTo("POST");
            assertThat(code(response)).isEqualTo("method_not_allowed");
        }
    }

    @Test
    void postWhenSomethingWasMadeThenLocationDoesNotEchoTheHost() {
        try (Response response =
                request("made", GATEWAY).header("Host", "evil.example").post(Entity.json("{}"))) {
            assertThat(response.getStatus()).isEqualTo(201);
            assertThat(response.getHeaderString("Location")).isEqualTo("/sample/made/1");
        }
    }

    @Test
    void getWhenOnlyXmlIsAcceptedThen406() {
        try (Response response = request("public", GATEWAY).accept("text/xml").get()) {
            assertThat(response.getStatus()).isEqualTo(406);
        }
    }

    @Test
    void getWhenCodeFailsThen500TellsOnlyTheRequestId() throws IOException {
        try (Response response = request("broken", GATEWAY).header("x-request-id", "req-1").get()) {
            JsonNode body = json(response);

            assertThat(response.getStatus()).isEqualTo(500);
            assertThat(body.get("requestId").asText()).isEqualTo("req-1");
            assertThat(body.toString()).doesNotContain("nobody outside");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json/unparsable", "json/unmappable", "unwritable"})
    void getWhenJsonFailsInsideThenProblem500WithoutItsText(String path) throws IOException {
        try (Response response = request(path, GATEWAY).get()) {
            JsonNode body = json(response);

            assertThat(response.getStatus()).isEqualTo(500);
            assertThat(response.getMediaType()).hasToString(Problem.MEDIA_TYPE);
            assertThat(body.get("code").asText()).isEqualTo("internal");
            assertThat(body.toString()).doesNotContain("PLANTED");
        }
    }

    private Invocation.Builder request(String path, String forwarded) {
        Invocation.Builder request = target.path("/sample/" + path).request();
        return forwarded.isEmpty() ? request : request.header(XFCC, forwarded);
    }

    private static String code(Response response) {
        try {
            return json(response).get("code").asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(Response response) throws IOException {
        return Json.mapper().readTree(response.readEntity(byte[].class));
    }
}
