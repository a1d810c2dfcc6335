// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import java.util.UUID;

/** The secret of a factor, as it is at rest. */
final class StoredSecret {

    private final UUID id;
    private final byte[] sealed;

    /**
     * The secret of the row with an id.
     *
     * @param sealed for {@link #context(String)}
     */
    StoredSecret(UUID id, byte[] sealed) {
        this.id = id;
        this.sealed = sealed.clone();
    }

    UUID id() {
        return id;
    }

    byte[] sealed() {
        return sealed.clone();
    }

    static String context(String id) {
        return "second-factor:" + id;
    }
}
