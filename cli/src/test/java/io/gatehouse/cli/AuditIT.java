// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.common.audit.Chain;
import io.gatehouse.common.audit.Checkpoint;
import io.gatehouse.common.audit.CheckpointLine;
import io.gatehouse.common.jose.Ed25519Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditIT extends ShopFixture {
    private static final OctetKeyPair KEY = Ed25519Keys.generate(new SecureRandom());
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void setUp() {
        shell.signedIn(Duration.ofMinutes(5));
        gate.on("GET /admin/audit/key", FakeGate.ok(KEY.toPublicJWK().toJSONString()));
        String hash = Chain.START;
        for (int position = 1; position <= 4; position++) {
            ObjectNode event = JSON.createObjectNode().put("time", NOW.toEpochMilli());
            event.putObject("metadata").put("event_code", "sign_in");
            event.putObject("unmapped");
            hash = Chain.link(event, position, hash);
            lines.add(event.toString());
        }
        lines.add(CheckpointLine.of(new Checkpoint(4, hash, NOW).sign(KEY), NOW).toString());
    }

    private void serve() {
        gate.on(
                "GET /admin/audit/export?after=0",
                FakeGate.ok(String.join("\n", lines.subList(0, 2)) + "\n")
                        .with("Link", "</admin/audit/export?after=2>; rel=\"next\""));
        gate.on(
                "GET /admin/audit/export?after=2",
                FakeGate.ok(String.join("\n", lines.subList(2, lines.size())) + "\n"));
    }

    @Test
    void verifyWhenNothingWasChangedThenSaysSo() {
        serve();

        TestShell.Result result = shell.run("admin", "audit", "verify");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "4 events and 1 checkpoints, signed up to event 4", "Nothing was changed.");
    }

    @Test
    void verifyWhenAnEventWasTakenAwayThenNamesItAndFails() {
        lines.remove(1);
        serve();

        TestShell.Result result = shell.run("admin", "audit", "verify");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("Event 2 is missing.", "Faults: 1");
    }

    @Test
    void verifyWhenAnotherHashWasNotedThenFails() {
        serve();

        TestShell.Result result =
                shell.run("admin", "audit", "verify", "--noted", "4=" + "0".repeat(64));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("whose hash was noted");
    }

    @Test
    void exportWhenVerifiedFromItsFileThenNeedsNoSystem() throws IOException {
        serve();
        Path export = folder.resolve("trail.jsonl");
        Path key = folder.resolve("key.json");
        assertThat(shell.run("admin", "audit", "export", "--out", export.toString()).exit())
                .isZero();
        Files.writeString(key, shell.run("admin", "audit", "key").out());
        int asked = gate.requests().size();

        TestShell.Result result =
                shell.run("admin", "audit", "verify", export.toString(), "--key", key.toString());

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(gate.requests()).hasSize(asked);
        assertThat(Files.readAllLines(export)).isEqualTo(lines);
    }

    @Test
    void exportWhenTheFileIsThereThenItStays() throws IOException {
        serve();
        Path export = Files.writeString(folder.resolve("trail.jsonl"), "precious");

        TestShell.Result result = shell.run("admin", "audit", "export", "--out", export.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(export).hasContent("precious");
    }

    @Test
    void verifyWhenTheFileIsNotThereThenUsage() {
        TestShell.Result result =
                shell.run("admin", "audit", "verify", folder.resolve("none").toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("cannot be read");
    }

    @Test
    void verifyWhenTheKeyIsNoneThenUsage() throws IOException {
        Path key = Files.writeString(folder.resolve("key.json"), "{}");

        TestShell.Result result = shell.run("admin", "audit", "verify", "--key", key.toString());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("no key of an audit trail");
    }

    @Test
    void listWhenFilteredThenAsksForThatAndShowsWho() {
        String event =
                """
                {"time":1772366400000,"status_id":2,"metadata":{"event_code":"sign_in"},\
                "user":{"uid":"6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11"},\
                "src_endpoint":{"ip":"192.0.2.1"},"unmapped":{}}\
                """;
        gate.on("GET /admin/audit?kind=sign_in", FakeGate.ok("{\"items\":[" + event + "]}"));

        TestShell.Result result = shell.run("admin", "audit", "list", "--kind", "sign_in");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("sign_in, refused", "6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11", "192.0.2.1");
    }

    @Test
    void reasonWhenGivenThenGoesWithTheChange() {
        String id = "6f9b8a5e-3c1d-4b57-9a20-0d1f0a5c7e11";
        gate.on("PUT /admin/users/" + id + "/enabled", FakeGate.ok("{}"));

        shell.run("admin", "users", "disable", id, "--reason", "ticket 4711");

        assertThat(gate.requests().getLast().reason()).contains("ticket 4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zwei\nZeilen", "größer"})
    void reasonWhenNotInPrintableAsciiThenUsageAndNothingIsAsked(String reason) {
        TestShell.Result result =
                shell.run("admin", "users", "disable", "alice", "--reason", reason);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void deleteWhenThePasswordIsTypedThenTheAccountAndTheSessionAreGone() {
        gate.on("GET /accounts/me/factors", FakeGate.ok("{\"factors\":[],\"recoveryCodes\":0}"));
        gate.on("POST /accounts/me/deletion", FakeGate.status(204, ""));

        TestShell.Result result = shell.atTerminal(80, "the password\n", "account", "delete");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(gate.requests().getLast().body())
                .isEqualTo("{\"currentPassword\":\"the password\"}");
        assertThat(shell.run("account", "events").exit()).isEqualTo(4);
    }
}
