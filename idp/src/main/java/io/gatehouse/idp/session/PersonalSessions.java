// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Where a person is signed in. */
@ApplicationScoped
class PersonalSessions implements PersonalData {

    private final OpenSessionRepository sessions;
    private final Clock clock;

    @Inject
    PersonalSessions(OpenSessionRepository sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public List<OpenSession> of(StatelessSession database, UUID account) {
        return PersonalData.all(
                query -> sessions.page(database, account, Optional.empty(), query, clock.instant()),
                OpenSession::place);
    }
}
