// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Tls;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The certificates of a system on this machine: in its files, and as its servers show them. */
record Certificates(Path make, Path folder) {
    /** What a client of PostgreSQL sends first when it wants TLS: a length and a code. */
    private static final int[] SSL_REQUEST = {8, 80_877_103};

    /** Those of a system whose launcher stands in this work tree. */
    static Certificates of(LocalSystem system) {
        return new Certificates(Path.of("../certs/make").toAbsolutePath(), system.certificates());
    }

    /** Makes them anew, as an operator would. */
    void renew(String... options) {
        List<String> command =
                new ArrayList<>(List.of(make.toString(), "--out", folder.toString()));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The leaf in a file. */
    Certificate in(String file) {
        try (InputStream pem = Files.newInputStream(folder.resolve(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new IllegalStateException(file, e);
        }
    }

    /** What a client of the gate trusts. */
    SSLContext client() {
        return Tls.trusting(folder.resolve("ca.crt"));
    }

    /** What a workload shows and trusts by the files of this moment. */
    SSLContext workload(String name) {
        Path key = folder.resolve("workloads/" + name + ".key");
        Path certificate = folder.resolve("workloads/" + name + ".crt");
        while (true) {
            FileTime made = modified(certificate);
            SSLContext tls = Tls.presenting(folder.resolve("workloads/ca.crt"), certificate, key);
            // The key is replaced first: between the two they are no pair.
            if (modified(certificate).equals(made) && modified(key).compareTo(made) <= 0) {
                return tls;
            }
        }
    }

    /** What a server shows to a new connection. */
    static Certificate shown(SSLContext tls, int port) {
        try (Socket plain = new Socket("localhost", port)) {
            return shown(tls, plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What PostgreSQL shows. */
    Certificate shownByDatabase(int port) {
        try (Socket plain = new Socket("localhost", port)) {
            DataOutputStream out = new DataOutputStream(plain.getOutputStream());
            for (int part : SSL_REQUEST) {
                out.writeInt(part);
            }
            assertThat(new DataInputStream(plain.getInputStream()).readByte())
                    .isEqualTo((byte) 'S');
            return shown(Tls.trusting(folder.resolve("database/ca.crt")), plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Certificate shown(SSLContext tls, Socket plain) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(plain, "localhost", plain.getPort(), true)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
