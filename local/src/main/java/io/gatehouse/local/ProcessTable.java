// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.local.process.ProcessRecord;
import io.gatehouse.local.service.Training;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats processes as a table, one line each. */
final class ProcessTable {
    private static final String FORMAT = "%-17s %-9s %-8s %8s %7s  %s%n";
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter EARLIER =
            DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);
    private static final String TRAINING =
            """
            A training run serves nobody: it starts a service once more, aside, and notes what it loads,
            so that the next ./gatehouse up is quicker. It ends by itself, within minutes.
            """;

    private final Clock clock;

    /**
     * Creates a formatter.
     *
     * @param clock gives the current day and the time zone
     */
    ProcessTable(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The table, followed by an explanation of training runs if one runs.
     *
     * @param ports the ports of each process by its name
     */
    String text(List<ProcessRecord> processes, JsonNode ports) {
        StringBuilder text = new StringBuilder();
        text.append(FORMAT.formatted("process", "state", "since", "restarts", "pid", "ports"));
        for (ProcessRecord process : processes) {
            text.append(
                            FORMAT.formatted(
                                            process.name(),
                                            state(process),
                                            since(process),
                                            process.restarts(),
                                            process.pid(),
                                            ports(ports.path(process.name())))
                                    .stripTrailing())
                    .append(System.lineSeparator());
        }
        if (processes.stream().anyMatch(ProcessTable::isTraining)) {
            text.append(TRAINING);
        }
        return text.toString();
    }

    /** The state at the launcher's last probe, except that a dead process shows at once. */
    private static String state(ProcessRecord process) {
        if (process.alive().isEmpty()) {
            return "dead";
        }
        if (isTraining(process)) {
            return "training";
        }
        return process.isReady() ? "ready" : "not ready";
    }

    private static boolean isTraining(ProcessRecord process) {
        return process.name().startsWith(Training.PREFIX);
    }

    private String since(ProcessRecord process) {
        ZonedDateTime since = process.since().atZone(clock.getZone());
        boolean isToday = since.toLocalDate().equals(LocalDate.now(clock));
        return since.format(isToday ? TODAY : EARLIER);
    }

    private static String ports(JsonNode process) {
        return process.properties().stream()
                .filter(field -> !field.getKey().equals("pid"))
                .map(field -> field.getKey() + ' ' + field.getValue().asText())
                .collect(Collectors.joining(", "));
    }
}
