// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.request.RequestContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Makes the admitted caller injectable, in place of Helidon's token, which is empty here. */
@ApplicationScoped
@Alternative
@Priority(1)
public class CallerProducer {

    /**
     * The caller of this request.
     *
     * @throws ProblemException {@code token_missing} for an anonymous request
     */
    @Produces
    @RequestScoped
    @Typed(JsonWebToken.class)
    public JsonWebToken caller() {
        return RequestContext.current()
                .caller()
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemCode.TOKEN_MISSING, "This needs a signed-in caller."));
    }
}
