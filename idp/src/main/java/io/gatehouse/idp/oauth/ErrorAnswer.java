// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.oauth2.sdk.ErrorObject;

/** The body of an error of OAuth (RFC 6749 section 5.2). */
record ErrorAnswer(
        @JsonProperty("error") String error,
        @JsonProperty("error_description") String description) {

    static ErrorAnswer of(ErrorObject error) {
        return new ErrorAnswer(error.getCode(), error.getDescription());
    }
}
