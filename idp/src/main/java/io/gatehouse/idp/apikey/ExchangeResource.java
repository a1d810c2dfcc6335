// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The endpoint by which authz exchanges an API key for an access token. */
@Path("/microservice/api-keys/exchange")
@PeerAllowed("authz")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExchangeResource {

    private final ExchangeKey exchanging;

    /** Any text: what has not the form of a key is refused like an unknown one. */
    record Question(@NotNull(message = "is required") String key) {

        /** Omits the key. */
        @Override
        public String toString() {
            return "Question[]";
        }
    }

    @Inject
    ExchangeResource(ExchangeKey exchanging) {
        this.exchanging = exchanging;
    }

    @POST
    public ExchangeKey.Issued exchange(Question question) {
        return ApiKey.parse(question.key())
                .flatMap(exchanging::exchange)
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemCode.TOKEN_INVALID, "The API key is not valid."));
    }
}
