// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened. Who did it, from where and in which request is added when it is
 * recorded.
 *
 * @param account to which it happened
 * @param success whether it was done, or refused
 * @param entity id of the thing that was made, changed or removed
 * @param details more to know, by names in snake case; never a secret, a name or an address
 */
public record AuditEvent(
        EventKind kind,
        Optional<UUID> account,
        boolean success,
        Optional<String> entity,
        Map<String, String> details) {
    public AuditEvent {
        details = Map.copyOf(details);
    }

    /** Something that was done to an account. */
    public static AuditEvent of(EventKind kind, UUID account) {
        return new AuditEvent(kind, Optional.of(account), true, Optional.empty(), Map.of());
    }

    /** Something that was done to a thing of nobody's. */
    public static AuditEvent of(EventKind kind, String entity) {
        return new AuditEvent(kind, Optional.empty(), true, Optional.of(entity), Map.of());
    }

    /** Something that was tried in vain, with an account if there is such a one. */
    public static AuditEvent refused(EventKind kind, Optional<UUID> account) {
        return new AuditEvent(kind, account, false, Optional.empty(), Map.of());
    }

    /** The same of a thing. */
    public AuditEvent entity(String id) {
        return new AuditEvent(kind, account, success, Optional.of(id), details);
    }

    /** The same with something more to know. */
    public AuditEvent with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new AuditEvent(kind, account, success, entity, more);
    }
}
