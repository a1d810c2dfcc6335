// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.idp.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What is known of the API keys of a person. */
@ApplicationScoped
class PersonalKeys implements PersonalData {

    private final ApiKeyRepository keys;

    @Inject
    PersonalKeys(ApiKeyRepository keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public List<KeyInfo> of(StatelessSession database, UUID account) {
        return PersonalData.all(query -> keys.page(database, account, query), KeyInfo::place);
    }
}
