// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

/** The token that follows a used one, and its form that only the used one opens. */
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
