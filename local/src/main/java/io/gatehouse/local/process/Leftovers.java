// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends the processes that an earlier launcher left behind when it was killed. */
public final class Leftovers {
    private final ProcessRecords records;
    private final Duration grace;

    public Leftovers(ProcessRecords records, Duration grace) {
        this.records = requireNonNull(records, "records");
        this.grace = requireNonNull(grace, "grace");
    }

    /**
     * Ends what still runs.
     *
     * @param last the process that must outlive the others, such as the database
     * @return the names of what was still running
     */
    public List<String> end(String last) {
        List<ProcessRecord> all = new ArrayList<>(records.all());
        List<String> ended = new ArrayList<>();
        all.stream().filter(record -> !record.name().equals(last)).forEach(r -> end(r, ended));
        all.stream().filter(record -> record.name().equals(last)).forEach(r -> end(r, ended));
        return ended;
    }

    private void end(ProcessRecord record, List<String> ended) {
        record.alive()
                .ifPresent(process -> {
                    Termination.end(process, ProcessHandle::destroy, grace);
                    ended.add(record.name());
                });
        records.remove(record.name());
    }
}
