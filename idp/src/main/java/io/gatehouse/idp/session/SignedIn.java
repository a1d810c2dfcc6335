// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.time.Duration;

/** What a client holds after a sign-in or a refresh. */
public record SignedIn(String accessToken, Duration expiresIn, String refreshToken) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "SignedIn[" + expiresIn + "]";
    }
}
