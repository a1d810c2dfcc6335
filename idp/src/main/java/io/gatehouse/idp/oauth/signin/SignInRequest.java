// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import io.gatehouse.idp.oauth.device.UserCode;
import java.util.Optional;

/** What a person signs in for. The URL of the page holds all of it. */
sealed interface SignInRequest {

    /** The query of the page's URL. */
    String query();

    /** The user name of who is expected. */
    Optional<String> loginHint();

    Optional<String> uiLocales();

    /** Whether somebody without an account can be who is expected. */
    boolean letsAnybody();

    /**
     * For a client, to which the browser then goes back.
     *
     * @param packed the same request as one word
     */
    record OfClient(AuthorizationRequest request, String packed) implements SignInRequest {

        @Override
        public String query() {
            return "request=" + packed;
        }

        @Override
        public Optional<String> loginHint() {
            return request.loginHint();
        }

        @Override
        public Optional<String> uiLocales() {
            return request.uiLocales();
        }

        @Override
        public boolean letsAnybody() {
            return request.letsAnybody();
        }
    }

    /** For the page on which a person decides on a device. */
    record OfDevice(UserCode code) implements SignInRequest {

        @Override
        public String query() {
            return code.query();
        }

        @Override
        public Optional<String> loginHint() {
            return Optional.empty();
        }

        @Override
        public Optional<String> uiLocales() {
            return Optional.empty();
        }

        @Override
        public boolean letsAnybody() {
            return true;
        }
    }
}
