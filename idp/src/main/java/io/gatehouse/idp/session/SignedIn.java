// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.time.Duration;

/** The tokens of a client after a sign-in or a refresh. */
public record SignedIn(String accessToken, Duration expiresIn, String refreshToken) {

    /** Omits the tokens. */
    @Override
    public String toString() {
        return "SignedIn[" + expiresIn + "]";
    }
}
