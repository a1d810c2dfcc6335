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
 * The trace of the gateway's own call (W3C Trace Context). The headers it asks about are those of
 * the client: what a gateway begins itself is not among them yet.
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

    /** As it came, not yet checked; empty if the call has none. */
    static Optional<String> traceparent() {
        return Optional.ofNullable(CURRENT.get());
    }
}
