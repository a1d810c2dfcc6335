// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.authorize.AuthorizationRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person is asked to allow. The URL of the page holds all of it.
 *
 * @param packed the request as one word
 * @param tag which says that the person has signed in for this request
 */
record ConsentRequest(AuthorizationRequest request, String packed, Optional<String> tag) {

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{43}");

    ConsentRequest {
        tag = tag.filter(TAG.asMatchPredicate());
    }

    /** The query of the page's URL. */
    String query() {
        return signIn() + tag.map(text -> "&signed_in=" + text).orElse("");
    }

    /** The query of the sign-in page for the same request. */
    String signIn() {
        return "request=" + packed;
    }
}
