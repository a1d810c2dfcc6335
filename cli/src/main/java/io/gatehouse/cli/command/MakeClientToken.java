// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes an initial access token, by which a program registers itself. */
@Command(
        name = "token",
        description =
                "Make an initial access token, by which programs register themselves; list, remove them.")
final class MakeClientToken implements Runnable {

    private final CommandContext context;

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many clients it registers, 1 to 1000.")
    private int uses;

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "1",
            description = "How long it is good for, 1 to 168.")
    private int hours;

    MakeClientToken(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Map<String, Long> wanted =
                Map.of("uses", (long) uses, "expiresIn", Duration.ofHours(hours).toSeconds());
        Answer answer = context.signedIn().send(Call.post("/admin/initial-access-tokens", wanted));
        context.show(answer, () -> show(answer.as(Made.class)));
    }

    /** The token is alone on its output, for scripts. */
    private void show(Made made) {
        context.screen().line(made.token());
        context.screen()
                .remark(
                        "Good until %s; it cannot be shown again. To withdraw it: %s"
                                .formatted(
                                        context.time(made.expiresAt()),
                                        context.invocation()
                                                .of("admin clients token remove " + made.id())));
    }

    record Made(
            @JsonProperty("id") String id,
            @JsonProperty("initialAccessToken") String token,
            @JsonProperty("expiresAt") Instant expiresAt) {

        @Override
        public String toString() {
            return "Made[id=" + id + ", expiresAt=" + expiresAt + "]";
        }
    }
}
