// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

/** The successor of a used token, and its sealed form, which only the used one opens. */
final class Successor {

    private final RefreshToken token;
    private final byte[] sealed;

    Successor(RefreshToken token, byte[] sealed) {
        this.token = token;
        this.sealed = sealed.clone();
    }

    RefreshToken token() {
        return token;
    }

    byte[] sealed() {
        return sealed.clone();
    }
}
