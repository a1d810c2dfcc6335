// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationBlockingStub;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.gatehouse.authz.apikey.ExchangeListener;
import io.gatehouse.authz.check.DecisionLog;
import io.gatehouse.authz.policy.PolicyReader;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.peer.WorkloadTls;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.RepeatedWork;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The real gRPC server without a container, and a channel to it as the gateway has one. */
final class TestAuthorizer implements AutoCloseable {
    private final FakeIdp idp = new FakeIdp();
    private final List<ExchangeListener.Outcome> exchanges = new CopyOnWriteArrayList<>();
    private final Authorizer authorizer;
    private final GrpcServer server;
    private final ManagedChannel channel;

    TestAuthorizer() {
        this(Optional.empty(), "", InsecureChannelCredentials.create());
    }

    TestAuthorizer(Optional<WorkloadTls> tls, String gateway, ChannelCredentials client) {
        PeerTls noTls = new PeerTls(Optional.empty(), Optional.empty(), Optional.empty(), "");
        AuthzConfig config = config(idp.url());
        authorizer =
                new Authorizer(
                        config,
                        PolicyReader.read(config.policy()),
                        new IdpClient(
                                PeerClient.of(noTls, "idp", config.idpUrl(), CrashPoints.none())),
                        exchanges::add,
                        Clock.systemUTC(),
                        System::nanoTime,
                        new SecureRandom());
        server =
                tls.map(it -> GrpcServer.mutualTls(anyPort(), service(), it, gateway))
                        .orElseGet(() -> GrpcServer.plain(anyPort(), service()));
        server.start();
        authorizer.start(server::serving);
        works().forEach(RepeatedWork::start);
        channel = channel(client);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static AuthzConfig config(URI idp) {
        return new AuthzConfig(
                0,
                Path.of("..", "k8s", "base", "policy.yaml"),
                idp,
                TestTokens.RULES,
                1000,
                1000,
                1000,
                Optional.empty(),
                List.of(URI.create(TestTokens.ISSUER)),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofMillis(100));
    }

    private List<RepeatedWork> works() {
        return List.of(authorizer.polling(), authorizer.loading(), authorizer.refreshing());
    }

    private io.gatehouse.authz.check.CheckService service() {
        return authorizer.service(List.of(new DecisionLog()));
    }

    ManagedChannel channel(ChannelCredentials client) {
        return NettyChannelBuilder.forAddress("localhost", server.port(), client).build();
    }

    FakeIdp idp() {
        return idp;
    }

    /** What became of each question about an API key. */
    List<ExchangeListener.Outcome> exchanges() {
        return exchanges;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    ManagedChannel channel() {
        return channel;
    }

    AuthorizationBlockingStub stub() {
        return AuthorizationGrpc.newBlockingStub(channel).withDeadlineAfter(5, TimeUnit.SECONDS);
    }

    CheckResponse check(String method, String target, Map<String, String> headers) {
        return stub().check(request(method, target, headers));
    }

    int status(String target, String token) {
        CheckResponse answer = check("GET", target, Map.of("authorization", "Bearer " + token));
        return answer.hasOkResponse() ? 200 : answer.getDeniedResponse().getStatus().getCodeValue();
    }

    static CheckRequest request(String method, String target, Map<String, String> headers) {
        return CheckRequest.newBuilder()
                .setAttributes(
                        AttributeContext.newBuilder()
                                .setRequest(
                                        AttributeContext.Request.newBuilder()
                                                .setHttp(
                                                        AttributeContext.HttpRequest.newBuilder()
                                                                .setMethod(method)
                                                                .setPath(target)
                                                                .putAllHeaders(headers))))
                .build();
    }

    static String header(CheckResponse answer, String name) {
        List<String> values =
                answer.getDeniedResponse().getHeadersList().stream()
                        .filter(it -> it.getHeader().getKey().equals(name))
                        .map(it -> it.getHeader().getValue())
                        .toList();
        assertThat(values).hasSizeLessThan(2);
        return values.isEmpty() ? "" : values.getFirst();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
        works().forEach(RepeatedWork::close);
        authorizer.close();
        idp.close();
    }
}
