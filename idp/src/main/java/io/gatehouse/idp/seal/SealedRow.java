// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

/** A sealed value, and the id of its row. */
final class SealedRow {
    private final String id;
    private final byte[] sealed;

    SealedRow(String id, byte[] sealed) {
        this.id = id;
        this.sealed = sealed.clone();
    }

    String id() {
        return id;
    }

    byte[] sealed() {
        return sealed.clone();
    }
}
