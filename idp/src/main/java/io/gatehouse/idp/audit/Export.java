// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.common.audit.CheckpointLine;
import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** The trail as lines of JSON, page by page, each event with its number and its hash. */
@ApplicationScoped
class Export {
    /** Events of a page, and checkpoints of it. */
    private static final int MOST = 1000;

    private final EventRepository events;
    private final CheckpointRepository checkpoints;
    private final Transactions transactions;

    @Inject
    Export(EventRepository events, CheckpointRepository checkpoints, Transactions transactions) {
        this.events = events;
        this.checkpoints = checkpoints;
        this.transactions = transactions;
    }

    /**
     * A page of the export.
     *
     * @param next position after which the next page begins, if there may be one
     */
    record Lines(List<ObjectNode> lines, Optional<Long> next) {
        Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The lines after a position.
     *
     * @param position of the last event that the caller has, 0 for the beginning
     */
    Lines after(long position) {
        return transactions.read(database -> after(database, position));
    }

    private Lines after(StatelessSession database, long position) {
        List<EventRow> rows = events.after(database, position, MOST);
        Optional<Long> end = rows.size() < MOST ? Optional.empty() : rows.getLast().position();
        List<CheckpointRepository.Signed> signed =
                checkpoints.between(database, position, end.orElse(Long.MAX_VALUE), MOST);
        List<ObjectNode> lines = new ArrayList<>();
        int next = 0;
        for (EventRow row : rows) {
            while (next < signed.size()
                    && signed.get(next).checkpoint().position() < row.position().orElseThrow()) {
                lines.add(line(signed.get(next++)));
            }
            lines.add(row.line());
        }
        signed.subList(next, signed.size()).forEach(it -> lines.add(line(it)));
        return new Lines(lines, end);
    }

    private static ObjectNode line(CheckpointRepository.Signed signed) {
        return CheckpointLine.of(signed.text(), signed.checkpoint().at());
    }
}
