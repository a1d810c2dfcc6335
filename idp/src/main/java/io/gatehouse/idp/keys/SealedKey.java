// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

/** A signing key as stored in the database: encrypted. */
final class SealedKey {

    private final KeyInfo info;
    private final byte[] sealed;

    SealedKey(KeyInfo info, byte[] sealed) {
        this.info = info;
        this.sealed = sealed.clone();
    }

    KeyInfo info() {
        return info;
    }

    byte[] sealed() {
        return sealed.clone();
    }
}
