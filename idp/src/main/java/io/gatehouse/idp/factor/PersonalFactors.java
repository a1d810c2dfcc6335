// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.idp.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The second factors of a person, without their secrets. */
@ApplicationScoped
class PersonalFactors implements PersonalData {

    private final FactorRepository factors;

    @Inject
    PersonalFactors(FactorRepository factors) {
        this.factors = factors;
    }

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public List<FactorView> of(StatelessSession database, UUID account) {
        return factors.enrolled(database, account).stream().map(FactorView::of).toList();
    }
}
