// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts for which this instance has lately opened a session, of any kind. */
@ApplicationScoped
public class RecentSignIns {

    private final Set<UUID> accounts = ConcurrentHashMap.newKeySet();

    public void add(UUID account) {
        accounts.add(account);
    }

    /** Those of the time since they were taken last. */
    public Set<UUID> take() {
        Set<UUID> taken = Set.copyOf(accounts);
        accounts.removeAll(taken);
        return taken;
    }
}
