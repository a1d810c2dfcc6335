// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens is in the trail: who, what, from where, how it ended, and nothing secret. */
@ExtendWith(IdpServer.class)
class AuditIT {
    private static final String ADDRESS = "198.51.100.7";

    private final Http admin = Gate.admin();

    private static List<JsonNode> own(Person person) {
        List<JsonNode> events = new ArrayList<>();
        HttpAnswer answer = person.gate().get("/accounts/me/events?limit=100");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        answer.json().path("items").forEach(events::addFirst);
        return events;
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream()
                .map(event ->
                        event.at("/metadata/event_code").asText()
                                + (event.path("status_id").asInt() == 1 ? "" : " refused"))
                .toList();
    }

    private static Http anonymous() {
        return Gate.anonymous().with("x-gatehouse-client-address", ADDRESS);
    }

    @Test
    void aPersonsStoryIsInTheTrailInItsOrder() {
        Person person = Person.register();
        anonymous()
                .post(
                        "/authentication/login",
                        "{\"username\": \"%s\", \"password\": \"not it\"}"
                                .formatted(person.username()));
        HttpAnswer login = person.login();
        HttpAnswer next = Person.refresh(login.field("refresh_token"));
        person.in(next).post("/authentication/logout");
        person.gate()
                .put(
                        "/accounts/me/password",
                        "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}"
                                .formatted(person.password(), "another " + UUID.randomUUID()));

        assertThat(kinds(own(person)))
                .containsExactly(
                        "account_created",
                        "sign_in refused",
                        "sign_in",
                        "sign_out",
                        "password_changed");
    }

    @Test
    void anEventTellsWhoFromWhereAndInWhichRequest() {
        Person person = Person.register();
        String request = "request-" + UUID.randomUUID();
        anonymous()
                .with("x-request-id", request)
                .post("/authentication/login", person.credentials());

        JsonNode event = own(person).getLast();
        assertThat(event.at("/class_uid").asInt()).isEqualTo(3002);
        assertThat(event.at("/type_uid").asInt()).isEqualTo(300201);
        assertThat(event.at("/user/uid").asText()).isEqualTo(person.id().toString());
        assertThat(event.at("/actor/user/uid").asText()).isEqualTo(person.id().toString());
        assertThat(event.at("/src_endpoint/ip").asText()).isEqualTo(ADDRESS);
        assertThat(event.at("/metadata/correlation_uid").asText()).isEqualTo(request);
        assertThat(event.at("/unmapped/client").asText()).isEqualTo("gatehouse");
    }

    @Test
    void nobodyWritesAReasonWhoHasNotComeIn() {
        Person person = Person.register();
        anonymous()
                .with("x-request-reason", "your account is locked, call us")
                .post("/authentication/login", person.credentials());

        assertThat(own(person).toString()).doesNotContain("locked");
    }

    @Test
    void whoGuessesIsNobodyYet() {
        Person person = Person.register();
        anonymous()
                .post(
                        "/authentication/login",
                        "{\"username\": \"%s\", \"password\": \"not it\"}"
                                .formatted(person.username()));

        JsonNode event = own(person).getLast();
        assertThat(event.path("status_id").asInt()).isEqualTo(2);
        assertThat(event.has("actor")).isFalse();
    }

    @Test
    void whatAnAdministratorDoesTellsWhyAndWhat() {
        Person person = Person.register();
        UUID administrator = UUID.randomUUID();
        Gate.as(administrator, "some-admin", "admin")
                .with("x-request-reason", "ticket 4711: joins the books")
                .with("x-gatehouse-client-address", ADDRESS)
                .put(
                        "/admin/users/" + person.id() + "/roles",
                        "{\"roles\": [\"customer\", \"payment\"]}");

        JsonNode event = own(person).getLast();
        assertThat(event.at("/metadata/event_code").asText()).isEqualTo("roles_changed");
        assertThat(event.at("/actor/user/uid").asText()).isEqualTo(administrator.toString());
        assertThat(event.at("/user/uid").asText()).isEqualTo(person.id().toString());
        assertThat(event.at("/unmapped").has("reason")).as("not the owner's business").isFalse();
        assertThat(event.has("src_endpoint")).isFalse();
        JsonNode whole = admin.get("/admin/audit?account=" + person.id()).json().at("/items/0");
        assertThat(whole.at("/unmapped/reason").asText()).isEqualTo("ticket 4711: joins the books");
        assertThat(whole.at("/src_endpoint/ip").asText()).isEqualTo(ADDRESS);
        assertThat(event.at("/unmapped/roles_before").asText()).isEqualTo("customer");
        assertThat(event.path("privileges").toString()).isEqualTo("[\"customer\",\"payment\"]");
    }

    @Test
    void aThingOfSomebodysTellsWhose() {
        Person person = Person.register();
        HttpAnswer made =
                person.in(person.login())
                        .post("/accounts/me/keys", "{\"name\": \"deploy\", \"expiresIn\": 86400}");
        admin.send("DELETE", "/admin/users/" + person.id() + "/keys/" + made.field("id"));

        assertThat(kinds(own(person)))
                .containsExactly("account_created", "sign_in", "api_key_made", "api_key_revoked");
        JsonNode revoked = admin.get("/admin/audit?account=" + person.id()).json().at("/items/0");
        assertThat(revoked.at("/entity/type").asText()).isEqualTo("API key");
        assertThat(revoked.at("/entity/uid").asText()).isEqualTo(made.field("id"));
        assertThat(revoked.at("/unmapped/account").asText()).isEqualTo(person.id().toString());
    }

    @Test
    void aChangeThatChangesNothingIsNoEvent() {
        Person person = Person.register();
        int before = own(person).size();
        admin.put("/admin/users/" + person.id() + "/roles", "{\"roles\": [\"customer\"]}");
        admin.put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": true}");

        assertThat(own(person)).hasSize(before);
    }

    @Test
    void anEventHoldsNoNameNoAddressOfEmailAndNoSecret() {
        Person person = Person.register();
        HttpAnswer login = person.login();

        String all = own(person).toString();
        assertThat(all)
                .doesNotContain(person.username())
                .doesNotContain(person.email())
                .doesNotContain(person.password())
                .doesNotContain(login.field("refresh_token"));
    }

    @Test
    void nobodySeesTheEventsOfOthers() {
        Person one = Person.register();
        Person other = Person.register();

        assertThat(own(one)).allMatch(event -> !event.toString().contains(other.id().toString()));
        assertThat(one.gate().get("/admin/audit").status()).isEqualTo(403);
        assertThat(one.gate().get("/admin/audit/export").status()).isEqualTo(403);
        assertThat(one.gate().get("/admin/audit/key").status()).isEqualTo(403);
        // The account of a query is an administrator's; one's own list has no such thing.
        assertThat(one.gate().get("/accounts/me/events?account=" + other.id()).json().toString())
                .doesNotContain(other.id().toString());
    }

    @Test
    void pagesTakeEachEventOnceNewestFirst() {
        Person person = Person.register();
        for (int i = 0; i < 4; i++) {
            person.login();
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            HttpAnswer page = admin.get("/admin/audit?limit=2&account=" + person.id() + after);
            page.json().path("items").forEach(it -> seen.add(it.at("/metadata/uid").asText()));
            after = page.json().has("next") ? "&after=" + page.field("next") : "";
        } while (!after.isEmpty());

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(seen.reversed())
                .isEqualTo(
                        own(person).stream().map(it -> it.at("/metadata/uid").asText()).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"kind=sign_in,2", "kind=account_created,1", "kind=roles_changed,0"})
    void aFilterTakesWhatFits(String filter, int expected) {
        Person person = Person.register();
        person.login();
        person.login();

        HttpAnswer page = admin.get("/admin/audit?account=" + person.id() + "&" + filter);
        assertThat(page.json().path("items")).hasSize(expected);
    }

    @Test
    void sinceLeavesOutWhatWasBefore() {
        Person person = Person.register();
        String path = "/admin/audit?account=" + person.id() + "&since=";

        assertThat(admin.get(path + "2026-01-01T00:00:00Z").json().path("items")).hasSize(1);
        assertThat(admin.get(path + "2999-01-01T00:00:00Z").json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=nonsense",
                "kind=",
                "kind=SIGN_IN",
                "kind=sign_in&kind=sign_out",
                "kind=%27%20OR%201=1",
                "account=me",
                "account=",
                "account=00000000-0000-0000-0000-00000000000g",
                "account=%00",
                "since=yesterday",
                "since=2026-01-01",
                "since=-999999-01-01T00:00:00Z",
                "since=+999999999-01-01T00:00:00Z",
                "since=2026-13-01T00:00:00Z",
                "limit=0",
                "limit=101",
                "after=nonsense"
            })
    void aFilterThatIsNoneIsNamed(String query) {
        HttpAnswer answer = admin.get("/admin/audit?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
        assertThat(answer.blamed()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "01", "1e3", "9223372036854775808", "", "x"})
    void anExportAfterNoNumberIsRefused(String after) {
        HttpAnswer answer = admin.get("/admin/audit/export?after=" + after);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.blamed()).isEqualTo("after");
    }
}
