// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.apikey.KeyExchange;
import io.gatehouse.authz.envoy.AttributeContext;
import io.gatehouse.authz.envoy.AuthorizationGrpc;
import io.gatehouse.authz.envoy.CheckRequest;
import io.gatehouse.authz.envoy.CheckResponse;
import io.gatehouse.authz.token.RemoteJwkSet;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.web.request.RequestContext;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Implements Envoy's {@code envoy.service.auth.v3.Authorization}. It runs on the network threads,
 * because a decision does not block; only an API key waits for its token, and a token with an
 * unknown key for fresher keys, off those threads. Every failure ends in a denial.
 */
public final class CheckService extends AuthorizationGrpc.AuthorizationImplBase {
    private static final Logger LOG = System.getLogger(CheckService.class.getName());

    /** For all that a check waits for together; below the gateway's timeout of 500 ms. */
    private static final long WAIT_MILLIS = 350;

    private final Decider decider;
    private final RemoteJwkSet keys;
    private final KeyExchange apiKeys;
    private final List<DecisionListener> listeners;
    private final LongSupplier nanoTime;

    public CheckService(
            Decider decider,
            RemoteJwkSet keys,
            KeyExchange apiKeys,
            List<DecisionListener> listeners,
            LongSupplier nanoTime) {
        this.decider = requireNonNull(decider, "decider");
        this.keys = requireNonNull(keys, "keys");
        this.apiKeys = requireNonNull(apiKeys, "apiKeys");
        this.listeners = List.copyOf(listeners);
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    private record Check(
            GateRequest request,
            RequestContext context,
            long started,
            StreamObserver<CheckResponse> observer) {}

    @Override
    public void check(CheckRequest message, StreamObserver<CheckResponse> observer) {
        long started = nanoTime.getAsLong();
        AttributeContext.HttpRequest http = message.getAttributes().getRequest().getHttp();
        GateRequest request =
                new GateRequest(http.getMethod(), http.getPath(), http.getHeadersMap());
        Check check = new Check(request, context(request), started, observer);
        Decision decision = decide(check);
        if (decision instanceof Decision.Denied denied
                && denied.forStaleToken()
                && Credential.of(request) instanceof Credential.Key(ApiKey key)) {
            decideWithToken(check, key);
        } else {
            settle(check, decision);
        }
    }

    /** Once: a token that is refused as soon as it is there is refused for good. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void decideWithToken(Check check, ApiKey key) {
        apiKeys.ask(key)
                .orTimeout(millisLeft(check), TimeUnit.MILLISECONDS)
                .handle((exchanged, failure) -> decide(check))
                .thenAccept(decision -> settle(check, decision));
    }

    private void settle(Check check, Decision decision) {
        if (decision instanceof Decision.Denied denied && denied.forUnknownKey()) {
            decideWithFreshKeys(check);
        } else {
            answer(check, decision);
        }
    }

    /** If the response fails, the call is gone and the gateway has denied the request by itself. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void decideWithFreshKeys(Check check) {
        keys.refetch()
                .completeOnTimeout(false, millisLeft(check), TimeUnit.MILLISECONDS)
                .handle((changed, failure) -> decide(check))
                .thenAccept(decision -> answer(check, decision));
    }

    private long millisLeft(Check check) {
        long waited = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - check.started());
        return Math.max(0, WAIT_MILLIS - waited);
    }

    /** Any doubt denies: an error here must not become an allowed request or a hanging one. */
    private Decision decide(Check check) {
        try {
            return decider.decide(check.request());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, "check " + check.context().requestId() + " failed", e);
            return Decision.Denied.of(Denial.FAILED, "");
        }
    }

    private void answer(Check check, Decision decision) {
        long nanos = nanoTime.getAsLong() - check.started();
        try {
            check.observer().onNext(Answers.of(decision, check.context().requestId()));
            check.observer().onCompleted();
        } finally {
            for (DecisionListener listener : listeners) {
                listener.decided(check.request(), check.context(), decision, nanos);
            }
        }
    }

    /**
     * A gateway with tracing sends its trace context with the call; one without forwards the
     * client's.
     */
    private static RequestContext context(GateRequest request) {
        return RequestContext.of(
                request.header("x-request-id"),
                CallTrace.traceparent().or(() -> request.header("traceparent")));
    }
}
