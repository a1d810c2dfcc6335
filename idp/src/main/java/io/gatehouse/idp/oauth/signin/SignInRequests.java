// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import io.gatehouse.idp.oauth.authorize.AuthorizationRequests;
import io.gatehouse.idp.oauth.device.UserCode;
import io.gatehouse.idp.oauth.page.PageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Reads what the URLs and the forms of the pages hold. */
@ApplicationScoped
class SignInRequests {

    private static final int BAD_REQUEST = 400;

    private final AuthorizationRequests requests;

    @Inject
    SignInRequests(AuthorizationRequests requests) {
        this.requests = requests;
    }

    /**
     * What a person signs in for.
     *
     * @param packed the request of a client
     * @param code of a device, in place of it
     * @throws PageException when there is neither
     */
    SignInRequest read(Optional<String> packed, Optional<String> code) {
        if (code.isPresent()) {
            return code.flatMap(UserCode::parse)
                    .map(SignInRequest.OfDevice::new)
                    .orElseThrow(() -> unreadable(Optional.empty()));
        }
        AuthorizationRequest request = requests.unpack(packed);
        return new SignInRequest.OfClient(request, requests.compact(request));
    }

    /**
     * The fields of a form.
     *
     * @throws PageException when it is none, or has one twice
     */
    static Parameters form(byte[] body, HttpHeaders headers, Optional<String> uiLocales) {
        try {
            return Parameters.ofSingles(body, Optional.ofNullable(headers.getMediaType()));
        } catch (OAuthException e) {
            throw unreadable(uiLocales);
        }
    }

    static PageException unreadable(Optional<String> uiLocales) {
        return new PageException(BAD_REQUEST, "error.request", uiLocales);
    }
}
