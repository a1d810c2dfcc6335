// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.gatehouse.authz.envoy.CheckResponse;
import io.gatehouse.authz.envoy.DeniedHttpResponse;
import io.gatehouse.authz.envoy.HeaderValue;
import io.gatehouse.authz.envoy.HeaderValueOption;
import io.gatehouse.authz.envoy.HttpStatus;
import io.gatehouse.authz.envoy.OkHttpResponse;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.Problem;
import java.util.List;

/** Converts decisions to responses of Envoy's external authorization API. */
final class Answers {
    /**
     * No header of the request is added or removed, but an API key is replaced by its access token:
     * the gateway writes the identity headers from a token that it has verified itself, and its
     * routes drop the credential.
     */
    private static final CheckResponse ALLOW =
            CheckResponse.newBuilder()
                    .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                    .setOkResponse(OkHttpResponse.getDefaultInstance())
                    .build();

    private static final Status DENY =
            Status.newBuilder().setCode(Code.PERMISSION_DENIED_VALUE).build();
    private static final String NONCE = "dpop-nonce";
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int UNAVAILABLE = 503;

    private Answers() {}

    static CheckResponse of(Decision decision, String requestId) {
        return switch (decision) {
            case Decision.Allowed allowed
                    when allowed.nonce().isEmpty() && allowed.token().isEmpty() ->
                    ALLOW;
            case Decision.Allowed allowed -> allow(allowed);
            case Decision.Denied denied -> deny(denied, requestId);
        };
    }

    private static CheckResponse allow(Decision.Allowed allowed) {
        OkHttpResponse.Builder answer = OkHttpResponse.newBuilder();
        allowed.nonce().ifPresent(it -> answer.addResponseHeadersToAdd(header(NONCE, it)));
        allowed.token().ifPresent(it -> answer.addHeaders(header("authorization", "Bearer " + it)));
        return ALLOW.toBuilder().setOkResponse(answer).build();
    }

    private static CheckResponse deny(Decision.Denied denied, String requestId) {
        Denial denial = denied.denial();
        int status = denial.problem().status();
        DeniedHttpResponse.Builder answer =
                DeniedHttpResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder().setCode(status))
                        .setBody(body(denial, requestId))
                        .addHeaders(header("content-type", Problem.MEDIA_TYPE))
                        .addHeaders(header("cache-control", "no-store"));
        denial.challenge(denied.scheme())
                .ifPresent(it -> answer.addHeaders(header("www-authenticate", it)));
        denied.nonce().ifPresent(it -> answer.addHeaders(header(NONCE, it)));
        if (!denied.allowedMethods().isEmpty()) {
            answer.addHeaders(header("allow", String.join(", ", denied.allowedMethods())));
        }
        if (status == UNAVAILABLE) {
            answer.addHeaders(header("retry-after", RETRY_AFTER_SECONDS));
        }
        return CheckResponse.newBuilder().setStatus(DENY).setDeniedResponse(answer).build();
    }

    private static String body(Denial denial, String requestId) {
        Problem problem = Problem.of(denial.problem(), denial.detail(), requestId, List.of());
        try {
            return Json.mapper().writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }

    private static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setAppendAction(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .build();
    }
}
