// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the background work of {@link RevocationNotifier}. */
@ApplicationScoped
class RevocationBeans {
    @Produces
    @Singleton
    RepeatedWork polling(RevocationNotifier notifier) {
        return notifier.polling();
    }
}
