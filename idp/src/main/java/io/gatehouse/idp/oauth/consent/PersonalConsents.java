// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.consent;

import io.gatehouse.idp.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What a person has allowed clients. */
@ApplicationScoped
class PersonalConsents implements PersonalData {

    private final ConsentRepository consents;

    @Inject
    PersonalConsents(ConsentRepository consents) {
        this.consents = consents;
    }

    @Override
    public String name() {
        return "consents";
    }

    @Override
    public List<Consent.View> of(StatelessSession database, UUID account) {
        return PersonalData.all(query -> consents.page(database, account, query), Consent::place)
                .stream()
                .map(Consent::view)
                .toList();
    }
}
