// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key. */
@Command(
        name = "add",
        description = "Make a key, shown once; you must have signed in within ten minutes.")
final class AddKey implements Runnable {

    static final String PATH = "/accounts/me/keys";

    private final CommandContext context;

    @Parameters(paramLabel = "NAME", description = "What to know it by; no two have the same.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What it may do, of what you may; may be repeated. Else all of it.")
    private List<String> roles = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "How long it is good for, 1 to 365.")
    private int days;

    AddKey(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", name);
        if (!roles.isEmpty()) {
            wanted.put("roles", roles);
        }
        wanted.put("expiresIn", Duration.ofDays(days).toSeconds());
        Answer answer = context.signedIn().send(Call.post(PATH, wanted));
        context.show(answer, () -> show(answer.as(Made.class)));
    }

    /** The key is alone on its output, for scripts. */
    private void show(Made made) {
        context.screen().line(made.key());
        context.screen()
                .remark(
                        "Good until %s; it cannot be shown again. To revoke it: %s"
                                .formatted(
                                        context.time(made.expiresAt()),
                                        context.invocation()
                                                .of("account keys revoke " + made.id())));
    }

    record Made(
            @JsonProperty("id") String id,
            @JsonProperty("key") String key,
            @JsonProperty("expiresAt") Instant expiresAt) {

        @Override
        public String toString() {
            return "Made[id=" + id + ", expiresAt=" + expiresAt + "]";
        }
    }
}
