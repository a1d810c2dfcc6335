// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;

/**
 * Captures the trace context of the gateway's own call (W3C Trace Context). The headers in a check
 * are the client's; a trace that the gateway starts is not yet among them.
 */
public final class CallTrace implements ServerInterceptor {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> CURRENT = Context.key("traceparent");

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current().withValue(CURRENT, headers.get(HEADER));
        return Contexts.interceptCall(context, call, headers, next);
    }

    /** The unvalidated {@code traceparent} of the current call; empty without one. */
    static Optional<String> traceparent() {
        return Optional.ofNullable(CURRENT.get());
    }
}
