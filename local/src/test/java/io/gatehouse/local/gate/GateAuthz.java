// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for authz: allows everything, so that the gate's own checks show, unless the request
 * carries {@code x-test-deny} with the status to answer. In place of the credential goes what
 * {@code x-test-token} says, as the token of an API key.
 */
final class GateAuthz implements AutoCloseable {

    private final Server server;
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();

    GateAuthz(int port, Path certs) throws IOException {
        Path own = certs.resolve("workloads");
        ServerCredentials tls =
                TlsServerCredentials.newBuilder()
                        .keyManager(
                                own.resolve("authz.crt").toFile(),
                                own.resolve("authz.key").toFile())
                        .trustManager(own.resolve("ca.crt").toFile())
                        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                        .build();
        this.server =
                Grpc.newServerBuilderForPort(port, tls)
                        .addService(new Checks())
                        .intercept(new Traces())
                        .build();
        server.start();
    }

    /** The headers of every request that was asked about, oldest first. */
    List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    /** The {@code traceparent} of every call, oldest first. */
    List<String> traces() {
        return List.copyOf(traces);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static CheckResponse decide(Map<String, String> headers) {
        if (headers.containsKey("x-test-token")) {
            HeaderValueOption token =
                    header("authorization", "Bearer " + headers.get("x-test-token")).toBuilder()
                            .setAppendAction(
                                    HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                            .build();
            return CheckResponse.newBuilder()
                    .setStatus(Status.getDefaultInstance())
                    .setOkResponse(OkHttpResponse.newBuilder().addHeaders(token))
                    .build();
        }
        if (!headers.containsKey("x-test-deny")) {
            return CheckResponse.newBuilder()
                    .setStatus(Status.getDefaultInstance())
                    .setOkResponse(OkHttpResponse.getDefaultInstance())
                    .build();
        }
        int status = Integer.parseInt(headers.get("x-test-deny"));
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(7))
                .setDeniedResponse(
                        DeniedHttpResponse.newBuilder()
                                .setStatus(HttpStatus.newBuilder().setCodeValue(status))
                                .setBody("{\"code\":\"token_revoked\",\"status\":" + status + "}")
                                .addHeaders(header("content-type", "application/problem+json"))
                                .addHeaders(header("www-authenticate", "Bearer realm=\"stub\"")))
                .build();
    }

    private static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .build();
    }

    private final class Traces implements ServerInterceptor {
        private static final Metadata.Key<String> TRACEPARENT =
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            traces.add(String.valueOf(headers.get(TRACEPARENT)));
            return next.startCall(call, headers);
        }
    }

    private final class Checks extends AuthorizationGrpc.AuthorizationImplBase {
        @Override
        public void check(CheckRequest request, StreamObserver<CheckResponse> answer) {
            Map<String, String> headers =
                    request.getAttributes().getRequest().getHttp().getHeadersMap();
            asked.add(headers);
            answer.onNext(decide(headers));
            answer.onCompleted();
        }
    }
}
