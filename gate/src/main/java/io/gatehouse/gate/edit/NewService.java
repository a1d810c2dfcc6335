// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.edit;

import static io.gatehouse.gate.edit.RefusedException.require;

import io.gatehouse.gate.service.Caller;
import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Resources;
import io.gatehouse.gate.service.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A foreign service as typed by a user. */
record NewService(
        String name,
        int port,
        List<String> command,
        String image,
        String health,
        boolean hasDatabase,
        List<String> callers) {
    static final String CALLER_FORM = "SERVICE METHOD[,METHOD] PATH[,PATH]";

    /** The head of every file here; the owner of the service may put another licence. */
    private static final String HEAD =
            """
            # SPDX-License-Identifier: Apache-2.0
            # yaml-language-server: $schema=service.schema.json
            """;

    /** Enough for a small program; the user can edit them in the file. */
    private static final Resources RESOURCES = new Resources("50m", "64Mi", "128Mi");

    /**
     * Applies the checks of the file's reader, before there is a file.
     *
     * @throws RefusedException when a value is not valid
     */
    NewService {
        command = List.copyOf(command);
        callers = List.copyOf(callers);
        try {
            new Service(
                    name,
                    hasDatabase,
                    callers.stream().map(NewService::caller).toList(),
                    new Foreign(port, command, image, health, RESOURCES));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /** The content of {@code services/NAME.yaml}. */
    String text() {
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("port", port);
        rows.put("command", command);
        rows.put("image", image);
        rows.put("health", health);
        if (hasDatabase) {
            rows.put("database", true);
        }
        if (!callers.isEmpty()) {
            rows.put("callers", callers.stream().map(NewService::callerRow).toList());
        }
        rows.put("resources", resourcesRow());
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach((key, value) -> text.append(OneLine.entry(key, value)).append('\n'));
        return text.toString();
    }

    private static Caller caller(String typed) {
        List<String> words = List.of(typed.strip().split("\\s+"));
        require(
                words.size() == 3,
                "caller \"%s\" is not of the form %s".formatted(typed, CALLER_FORM));
        return new Caller(
                words.get(0),
                List.of(words.get(1).split(",", -1)),
                List.of(words.get(2).split(",", -1)));
    }

    private static Map<String, Object> callerRow(String typed) {
        Caller caller = caller(typed);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("from", caller.from());
        row.put("methods", caller.methods());
        row.put("paths", caller.paths());
        return row;
    }

    private static Map<String, Object> resourcesRow() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("cpu", RESOURCES.cpu());
        row.put("memory", RESOURCES.memory());
        row.put("memoryLimit", RESOURCES.memoryLimit());
        return row;
    }
}
