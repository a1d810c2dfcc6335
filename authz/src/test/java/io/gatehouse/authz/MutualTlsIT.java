// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.gatehouse.common.peer.WorkloadTls;
import io.gatehouse.testkit.Certificates;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import nl.altindag.ssl.util.TrustManagerUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutualTlsIT {
    private static final String GATEWAY = "spiffe://gatehouse.test/ns/gatehouse/sa/gateway";
    private static final String WORKLOADS = "spiffe://gatehouse.test/ns/gatehouse/sa/";

    @TempDir private Path directory;

    private Certificates certificates;
    private WorkloadTls own;
    private TestAuthorizer authorizer;

    @BeforeEach
    void start() throws IOException {
        certificates = new Certificates(directory);
        Certificates.Workload files = certificates.workload("authz", WORKLOADS + "authz");
        own = WorkloadTls.read(files.key(), files.certificate(), files.trust());
        authorizer =
                new TestAuthorizer(
                        Optional.of(own),
                        GATEWAY,
                        client(certificates.workload("gateway", GATEWAY)));
    }

    @AfterEach
    void stop() {
        authorizer.close();
    }

    @Test
    void checkWhenClientIsTheGatewayThenAnswers() {
        assertThat(
                        authorizer
                                .check("GET", "/nowhere", Map.of())
                                .getDeniedResponse()
                                .getStatus()
                                .getCodeValue())
                .isEqualTo(404);
    }

    @Test
    void checkWhenTheCertificateWasRenewedThenNewConnectionsSeeItAndOldOnesGoOn()
            throws IOException {
        authorizer.check("GET", "/nowhere", Map.of());
        BigInteger before = serverSerial();

        certificates.workload("authz", WORKLOADS + "authz");
        own.refresh();

        assertThat(serverSerial()).isGreaterThan(before);
        assertThat(authorizer.check("GET", "/nowhere", Map.of()).hasDeniedResponse()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WORKLOADS + "orders",
                WORKLOADS + "gateway2",
                GATEWAY + "/x",
                "spiffe://evil.test/ns/gatehouse/sa/gateway",
                "https://gatehouse.test/ns/gatehouse/sa/gateway"
            })
    void checkWhenClientIsAnotherWorkloadThenUnauthenticated(String identity) throws IOException {
        assertRefused(
                client(certificates.workload("other", identity)), Status.Code.UNAUTHENTICATED);
    }

    @Test
    void checkWhenClientHasNoOrTwoIdentitiesThenUnauthenticated() throws IOException {
        assertRefused(client(certificates.workload("none")), Status.Code.UNAUTHENTICATED);
        assertRefused(
                client(certificates.workload("two", GATEWAY, WORKLOADS + "orders")),
                Status.Code.UNAUTHENTICATED);
    }

    @Test
    void checkWhenClientHasNoCertificateThenTheHandshakeFails() throws IOException {
        ChannelCredentials anonymous =
                TlsChannelCredentials.newBuilder()
                        .trustManager(certificates.workload("anonymous").trust().toFile())
                        .build();

        assertRefused(anonymous, Status.Code.UNAVAILABLE);
    }

    @Test
    void checkWhenClientSpeaksPlaintextThenRefuses() {
        assertRefused(InsecureChannelCredentials.create(), Status.Code.UNAVAILABLE);
    }

    @Test
    void checkWhenClientIsOfAnotherAuthorityThenTheHandshakeFails() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Certificates.Workload forged = new Certificates(elsewhere).workload("gateway", GATEWAY);
        ChannelCredentials client =
                TlsChannelCredentials.newBuilder()
                        .keyManager(forged.certificate().toFile(), forged.key().toFile())
                        .trustManager(certificates.workload("x").trust().toFile())
                        .build();

        assertRefused(client, Status.Code.UNAVAILABLE);
    }

    @Test
    void healthWhenClientIsAnotherWorkloadThenUnauthenticated() throws IOException {
        ManagedChannel channel =
                authorizer.channel(client(certificates.workload("other", WORKLOADS + "orders")));
        try {
            assertThatThrownBy(() ->
                            HealthGrpc.newBlockingStub(channel)
                                    .check(HealthCheckRequest.getDefaultInstance()))
                    .hasMessageContaining("UNAUTHENTICATED");
        } finally {
            channel.shutdownNow();
        }
    }

    private void assertRefused(ChannelCredentials client, Status.Code expected) {
        ManagedChannel channel = authorizer.channel(client);
        try {
            assertThatThrownBy(() ->
                            AuthorizationGrpc.newBlockingStub(channel)
                                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                                    .check(TestAuthorizer.request("GET", "/nowhere", Map.of())))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(expected));
        } finally {
            channel.shutdownNow();
        }
    }

    /** As a client sees it that trusts whomever it meets. */
    private BigInteger serverSerial() throws IOException {
        List<X509Certificate> seen = new CopyOnWriteArrayList<>();
        Certificates.Workload gateway = certificates.workload("gateway", GATEWAY);
        ChannelCredentials credentials =
                TlsChannelCredentials.newBuilder()
                        .keyManager(gateway.certificate().toFile(), gateway.key().toFile())
                        .trustManager(
                                TrustManagerUtils.createCertificateCapturingTrustManager(seen))
                        .build();
        ManagedChannel channel = authorizer.channel(credentials);
        try {
            AuthorizationGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .check(TestAuthorizer.request("GET", "/nowhere", Map.of()));
        } finally {
            channel.shutdownNow();
        }
        return seen.getFirst().getSerialNumber();
    }

    private static ChannelCredentials client(Certificates.Workload files) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .keyManager(files.certificate().toFile(), files.key().toFile())
                .trustManager(files.trust().toFile())
                .build();
    }
}
