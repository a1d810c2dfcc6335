// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.gatehouse.authz.check.CheckService;
import io.grpc.stub.StreamObserver;
import java.util.Base64;

/**
 * Checks a forged token many times before readiness: the gateway waits half a second for an answer,
 * which the very first check of a cold process can exceed. Nothing of it is logged or counted.
 */
final class WarmUp {
    private static final int CHECKS = 200;
    private static final int SIGNATURE_BYTES = 256;

    private WarmUp() {}

    /**
     * Runs the checks and waits for the last.
     *
     * @param quiet a service that tells nobody of its decisions
     * @param keyId a key that is known, so that the signature is really looked at
     */
    static void run(CheckService quiet, String keyId) {
        CheckRequest request = request(keyId);
        for (int i = 0; i < CHECKS; i++) {
            quiet.check(request, new Ignored());
        }
    }

    private static CheckRequest request(String keyId) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}";
        String token =
                part(header.getBytes(UTF_8))
                        + "."
                        + part("{}".getBytes(UTF_8))
                        + "."
                        + part(new byte[SIGNATURE_BYTES]);
        AttributeContext.HttpRequest http =
                AttributeContext.HttpRequest.newBuilder()
                        .setMethod("GET")
                        .setPath("/products")
                        .putHeaders("authorization", "Bearer " + token)
                        .build();
        return CheckRequest.newBuilder()
                .setAttributes(
                        AttributeContext.newBuilder()
                                .setRequest(AttributeContext.Request.newBuilder().setHttp(http)))
                .build();
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whoever asked does not care for the answer. */
    private static final class Ignored implements StreamObserver<CheckResponse> {
        @Override
        public void onNext(CheckResponse answer) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {}
    }
}
