// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Certificates;
import io.helidon.microprofile.server.ServerCdiExtension;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import nl.altindag.ssl.util.KeyManagerUtils;
import nl.altindag.ssl.util.SSLContextUtils;
import nl.altindag.ssl.util.TrustManagerUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are replaced under a service that serves and calls all the while. */
@ExtendWith(CertificateFiles.class)
@HelidonTest
@AddConfig(key = "gatehouse.peer.identity", value = "tls")
@AddConfig(key = "gatehouse.peer.workloads", value = CertificateFiles.WORKLOADS)
@Timeout(60)
class RenewalIT {
    private static final int CALLERS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Inject private BeanManager beans;
    @Inject private PeerTls tls;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CapturedLog reports = new CapturedLog(RepeatedWork.class.getName());

    private record Serials(String client, String server) {}

    @AfterEach
    void leave() {
        reports.close();
    }

    @Test
    void refreshWhenRenewedUnderLoadThenBothSidesShowTheNewOneAndNoCallFails() throws Exception {
        String first = serial();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(this::callUntilStopped);
            }
            try {
                waitFor(first);
                CertificateFiles.renew();
                waitFor(serial());
            } finally {
                stop.set(true);
            }
        }

        assertThat(serial()).isNotEqualTo(first);
        assertThat(failures).isEmpty();
        assertThat(calls.get()).isGreaterThan(2 * CALLERS);
    }

    @Test
    void refreshWhenAFileIsBrokenThenTheOldOneStaysAndItIsSaidOnceUntilItHeals() throws Exception {
        String before = serial();

        Files.writeString(CertificateFiles.files().certificate(), "no certificate");
        await().until(() -> reports.levels().contains(Level.SEVERE));
        assertThat(call()).isEqualTo(new Serials(before, before));
        CertificateFiles.renew();
        waitFor(serial());

        await().until(() -> !reports.levels().getLast().equals(Level.SEVERE));
        assertThat(reports.levels()).filteredOn(Level.SEVERE::equals).hasSize(1);
    }

    @Test
    void refreshWhenTheCertificateIsAnotherKeysThenTheOldPairStays() throws Exception {
        Certificates.Workload files = CertificateFiles.files();
        WorkloadTls own = WorkloadTls.read(files.key(), files.certificate(), files.trust());
        String before = serial();
        waitFor(before);

        Files.copy(
                CertificateFiles.other().certificate(),
                files.certificate(),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(own::refresh).hasMessageContaining("are not a pair");
        assertThat(call()).isEqualTo(new Serials(before, before));
        CertificateFiles.renew();
        waitFor(serial());
    }

    @Test
    void refreshWhenTheKeyArrivedBeforeItsCertificateThenWaitsForIt() throws Exception {
        Certificates.Workload files = CertificateFiles.files();
        WorkloadTls own = WorkloadTls.read(files.key(), files.certificate(), files.trust());

        Files.copy(
                CertificateFiles.other().key(), files.key(), StandardCopyOption.REPLACE_EXISTING);

        assertThatCode(own::refresh).doesNotThrowAnyException();
        CertificateFiles.renew();
        waitFor(serial());
    }

    @Test
    void callWhenTheCallerPresentsNoCertificateThenNotServed() {
        assertRefused(
                SSLContextUtils.createSslContext(
                        List.of(KeyManagerUtils.createDummyKeyManager()),
                        List.of(TrustManagerUtils.createUnsafeTrustManager())));
    }

    @Test
    void callWhenTheCallersAuthorityIsAnotherThenNotServed(@TempDir Path elsewhere) {
        Certificates.Workload forged =
                new Certificates(elsewhere)
                        .workload("sample", CertificateFiles.WORKLOADS + "sample");

        assertRefused(
                SSLContextUtils.createSslContext(
                        List.of(
                                WorkloadTls.read(forged.key(), forged.certificate(), forged.trust())
                                        .keys()),
                        List.of(TrustManagerUtils.createUnsafeTrustManager())));
    }

    private void assertRefused(SSLContext caller) {
        try (HttpClient client = HttpClient.newBuilder().sslContext(caller).build()) {
            HttpRequest request = HttpRequest.newBuilder(base()).timeout(TIMEOUT).build();
            assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Calls until both sides present a certificate, each time over a connection of its own. */
    private void waitFor(String serial) throws IOException {
        Serials wanted = new Serials(serial, serial);
        while (!call().equals(wanted)) {
            Thread.onSpinWait();
        }
    }

    private void callUntilStopped() {
        PeerClient lasting = client();
        while (!stop.get()) {
            try {
                send(lasting);
                call();
            } catch (IOException | RuntimeException failed) {
                failures.add(failed);
            }
        }
    }

    private Serials call() throws IOException {
        PeerClient client = client();
        try {
            return send(client);
        } finally {
            client.http().close();
        }
    }

    private Serials send(PeerClient client) throws IOException {
        HttpResponse<byte[]> answer =
                client.send("GET", "/microservice/serial", Optional.empty(), TIMEOUT);
        calls.incrementAndGet();
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Serials(new String(answer.body(), StandardCharsets.UTF_8), serverSerial(answer));
    }

    private static String serverSerial(HttpResponse<?> answer) throws SSLPeerUnverifiedException {
        return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
                .getSerialNumber()
                .toString();
    }

    private PeerClient client() {
        return PeerClient.of(tls, "sample", base(), CrashPoints.none());
    }

    private URI base() {
        int port = beans.getExtension(ServerCdiExtension.class).port();
        return URI.create("https://localhost:" + port);
    }

    private static String serial() throws IOException, CertificateException {
        return CertificateFiles.serial();
    }
}
