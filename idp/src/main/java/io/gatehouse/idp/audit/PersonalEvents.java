// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.idp.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What happened to the account of a person. */
@ApplicationScoped
class PersonalEvents implements PersonalData {

    private final EventRepository events;

    @Inject
    PersonalEvents(EventRepository events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<ObjectNode> of(StatelessSession database, UUID account) {
        return PersonalData.all(
                        query ->
                                events.page(
                                        database,
                                        new EventQuery(
                                                query, Optional.of(account), "", Instant.EPOCH)),
                        EventRow::place)
                .stream()
                .map(row -> row.line(account))
                .toList();
    }
}
