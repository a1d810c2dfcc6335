// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A service of somebody else's behind the gate: {@code examples/notes}, added by {@code ./gatehouse
 * service add}. It knows nothing of tokens, so whatever holds here is the gate's and the mesh's
 * doing.
 */
@EndToEnd
@Tag("cluster")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ServiceE2E {
    private static final String SECTION = "15-service";
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Workload NOTES =
            new Workload("gatehouse", "notes", "notes", "app.kubernetes.io/name=notes");
    private static final int PORT = 5000;
    private static final int VOLLEY = 60;
    private static final String OPEN_NETWORK = Kubectl.manifest("open-network");

    private static final List<Probe> IN_MESH =
            Stream.of(
                            MeshE2E.Caller.IDP,
                            MeshE2E.Caller.PRODUCTS,
                            MeshE2E.Caller.NOBODY,
                            MeshE2E.Caller.STRANGER)
                    .map(MeshE2E.Caller::probe)
                    .toList();

    private static final List<Probe> PLAIN = List.of(Probe.PLAIN_HERE, Probe.PLAIN_ELSEWHERE);

    private final Target target;

    ServiceE2E(Target target) {
        this.target = target;
    }

    @BeforeAll
    static void startProbes() {
        Probe.start(probes());
        Kubectl.apply(OPEN_NETWORK);
    }

    @AfterAll
    static void stopProbes() {
        Kubectl.delete(OPEN_NETWORK);
        Probe.stop(probes());
    }

    @BeforeEach
    void awaitRoutes() {
        Session session = target.accounts().customer();
        await("routes in the gateway")
                .atMost(SETTLED)
                .until(() -> session.setUp(Call.get("/notes")).status() == 200);
    }

    @Test
    void noteWhenWrittenThenBelongsToWhoSignedIn() {
        Session session = target.accounts().customer();

        JsonNode note = session.setUp(note("buy milk")).expect(201).json();

        assertThat(note.path("owner").asText()).isEqualTo(session.id());
        // Each of its two pods has notes of its own, so whether this one is listed is a matter of
        // luck.
        session.setUp(Call.get("/notes")).expect(200);
        session.setUp(Call.of("HEAD", "/notes")).expect(200);
        Proof.note(SECTION, "a signed-in caller writes and reads notes of his own");
    }

    @Test
    void noteWhenHeadersAreForgedThenBelongsToWhoSignedIn() {
        Session session = target.accounts().customer();
        Call forged = note("forged").with("x-user-id", Doors.ID).with("x-user-role", "admin");

        JsonNode note = session.setUp(forged).expect(201).json();

        assertThat(note.path("owner").asText()).isEqualTo(session.id());
        session.setUp(Call.get("/notes/all").with("x-user-role", "admin"))
                .expectProblem(403, "forbidden");
        try (Client nobody = target.client()) {
            nobody.setUp(Call.get("/notes").with("x-user-id", session.id()))
                    .expectProblem(401, "token_missing");
        }
        Proof.note(SECTION, "x-user-id and x-user-role of a client are replaced, or refused (401)");
    }

    @Test
    void allNotesWhenAskedThenOnlyByAnAdmin() {
        target.accounts().customer().setUp(Call.get("/notes/all")).expectProblem(403, "forbidden");
        target.accounts().payment().setUp(Call.get("/notes/all")).expectProblem(403, "forbidden");
        target.accounts().admin().setUp(Call.get("/notes/all")).expect(200);
        Proof.note(SECTION, "a route for admins: 403 for customer and payment");
    }

    @Test
    void gateWhenAskedForWhatIsNotListedThenAnswersByItself() {
        Session session = target.accounts().customer();

        session.setUp(Call.get("/notes/nothing/here")).expectProblem(404, "not_found");
        Answer put = session.setUp(Call.put("/notes", Map.of()));

        put.expectProblem(405, "method_not_allowed");
        assertThat(put.header("allow").orElse("").split(", *"))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST");
        Proof.note(SECTION, "404 for other paths, 405 with Allow for other methods");
    }

    @Test
    void notesWhenAskedTooOftenThenSomeAreRefused() {
        Session session = target.accounts().login(target.accounts().register());
        Callable<Answer> ask = () -> session.send(Call.get("/notes"));

        List<Answer> answers = Parallel.all(Collections.nCopies(VOLLEY, ask));

        assertThat(answers).extracting(Answer::status).contains(200, 429).containsOnly(200, 429);
        long refused = answers.stream().filter(answer -> answer.status() == 429).count();
        Proof.note(SECTION, "%d requests at once: %d refused, 429".formatted(VOLLEY, refused));
    }

    @Test
    void serviceWhenAskedFromInsideThenAdmitsTheGatewayAlone() {
        List<Probe.Ask> asks =
                Stream.of("/notes", "/notes/all", "/health", "/")
                        .map(path -> Probe.Ask.get(Doors.url("notes:8080") + path))
                        .map(ask -> ask.with("-H", "x-user-id: " + Doors.ID))
                        .map(ask -> ask.with("-H", "x-user-role: admin"))
                        .toList();

        for (Probe probe : IN_MESH) {
            assertThat(probe.wrong(asks, probe.ask(asks), reply -> reply.status() == 403))
                    .isEmpty();
        }
        Proof.note(SECTION, "other pods of the mesh, forged headers and all: 403 by its sidecar");
    }

    /** Products is named as a caller: admitted for itself, but not in anybody's name. */
    @Test
    void callerWhenItSaysWhoIsSignedInThenIsRefused() {
        Probe caller = MeshE2E.Caller.PRODUCTS.probe();
        Probe.Ask ask = Probe.Ask.get(Doors.url("notes:8080") + "/notes/all");
        List<Probe.Ask> forged =
                Stream.of(
                                "x-user-id",
                                "X-User-Role",
                                "x-user-name",
                                "x-jwt-email",
                                "x-session-id",
                                "x-token-id")
                        .map(header -> ask.header(header, Doors.ID))
                        .toList();

        assertThat(caller.ask(ask).status()).isEqualTo(200);
        assertThat(caller.wrong(forged, caller.ask(forged), reply -> reply.status() == 403))
                .isEmpty();
        assertThat(caller.ask(ask.header("x_user_id", Doors.ID)).status()).isEqualTo(400);
        Proof.note(SECTION, "a caller it admits, with an identity header: 403 by its sidecar");
    }

    @Test
    void serviceWhenAskedWithoutACertificateThenClosesTheConnection() {
        assertThat(
                        Probe.wrongAtPods(
                                PLAIN,
                                () ->
                                        List.of(
                                                Probe.Ask.get(Doors.url("notes:8080") + "/notes"),
                                                Doors.podPort(NOTES, PORT)),
                                Probe.Reply::closed))
                .isEmpty();
        Proof.note(SECTION, "pods without a certificate: closed, at the Service and at the pod");
    }

    private static Call note(String text) {
        return Call.post("/notes", Map.of("text", text));
    }

    private static List<Probe> probes() {
        return Stream.concat(IN_MESH.stream(), PLAIN.stream()).toList();
    }
}
