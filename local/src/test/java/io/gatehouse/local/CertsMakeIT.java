// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.LocalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertsMakeIT {
    private static final Path MAKE = Path.of("..", "certs", "make").toAbsolutePath().normalize();
    private static final int URI = 6;
    private static final int DNS = 2;
    private static final int IP = 7;

    @TempDir private Path folder;

    @Test
    void makeWhenRunTwiceThenSecondRunChangesNothing() throws IOException {
        make();
        Map<Path, String> first = contents();

        String output = make();

        assertThat(contents()).isEqualTo(first);
        assertThat(output.lines()).hasSize(12).allMatch(line -> line.startsWith("kept "));
    }

    @Test
    void makeWhenDoneThenOnlyTheOwnerCanReadAnything() throws IOException {
        make();

        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all)
                    .hasSize(28)
                    .allSatisfy(path ->
                            assertThat(mode(path))
                                    .as(path.toString())
                                    .isEqualTo(
                                            Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void makeWhenDoneThenEachWorkloadHasItsSpiffeIdentity() throws Exception {
        make();

        for (String name : List.of("gateway", "idp", "authz", "products", "orders", "payments")) {
            X509Certificate certificate = certificate("workloads/" + name + ".crt");
            certificate.verify(certificate("workloads/ca.crt").getPublicKey());
            assertThat(names(certificate, URI))
                    .containsExactly("spiffe://gatehouse.local/ns/gatehouse/sa/" + name);
            assertThat(names(certificate, DNS)).containsExactly(name, "localhost");
            assertThat(names(certificate, IP)).containsExactly("127.0.0.1");
            assertThat(certificate.getExtendedKeyUsage()).hasSize(2);
        }
    }

    @Test
    void makeWhenDoneThenGatewayIsServerOfThisMachineOnly() throws Exception {
        make();

        X509Certificate gateway = certificate("gateway.crt");

        gateway.verify(certificate("ca.crt").getPublicKey());
        assertThat(names(gateway, DNS)).containsExactly("localhost", "*.gatehouse.localhost");
        assertThat(names(gateway, IP)).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(names(gateway, URI)).isEmpty();
        assertThat(gateway.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void makeWhenAClientIsNamedThenItHasACertificateThatIsRenewedWithTheOthers() throws Exception {
        make("--client", "robot", "--days", "8");
        X509Certificate before = certificate("clients/robot.crt");

        String output = make("--days", "30", "--renew-before", "10");

        before.verify(certificate("clients/ca.crt").getPublicKey());
        assertThat(before.getSubjectX500Principal().getName()).isEqualTo("CN=robot,O=Gatehouse");
        assertThat(before.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(output).contains("renewed clients/robot.crt").contains("kept    clients/ca.crt");
        assertThat(certificate("clients/robot.crt").getNotAfter()).isAfter(before.getNotAfter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca", "../ca", "Robot", "a b", "-a", "a.b"})
    void makeWhenTheNameOfAClientIsNoneThenRefused(String name) {
        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> make("--client", name))
                .withMessageContaining("\"" + name + "\" is no name of a client");
    }

    @Test
    void makeWhenACertificateIsAboutToExpireThenRenewsItAndKeepsTheAuthorities() throws Exception {
        make("--days", "8");
        X509Certificate authority = certificate("ca.crt");
        X509Certificate before = certificate("workloads/idp.crt");

        String output = make("--days", "30", "--renew-before", "10");

        assertThat(output.lines().filter(line -> line.startsWith("renewed "))).hasSize(8);
        assertThat(certificate("ca.crt")).isEqualTo(authority);
        assertThat(certificate("workloads/idp.crt").getNotAfter()).isAfter(before.getNotAfter());
    }

    @Test
    void makeWhenAnAuthorityIsLostThenRenewsWhatItSignedAndNothingElse() throws IOException {
        make();
        Files.delete(folder.resolve("workloads/ca.key"));

        String output = make();

        assertThat(output)
                .contains("kept    ca.crt")
                .contains("kept    gateway.crt")
                .contains("kept    database/server.crt")
                .contains("made    workloads/ca.crt");
        assertThat(output.lines().filter(line -> line.startsWith("renewed workloads/"))).hasSize(6);
    }

    @Test
    void makeWhenKeyDoesNotBelongToTheCertificateThenRenewsThePair() throws IOException {
        make();
        Files.copy(
                folder.resolve("workloads/orders.key"),
                folder.resolve("workloads/idp.key"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(make().lines().filter(line -> line.startsWith("renewed ")))
                .singleElement()
                .asString()
                .contains("workloads/idp.crt");
    }

    @Test
    void makeWhenOpensslFailsThenSaysSoAndLeavesNoHalfPair() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("bin")).resolve("openssl");
        Files.writeString(broken, "#!/bin/sh\necho 'no entropy today' >&2\nexit 1\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
        Path out = folder.resolve("out");
        String script =
                "PATH='%s':$PATH exec '%s' --out '%s'".formatted(broken.getParent(), MAKE, out);

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> Command.run("make", List.of("sh", "-c", script)))
                .withMessageContaining("no entropy today")
                .withMessageContaining("certs/make: openssl could not");
        try (Stream<Path> left = Files.walk(out)) {
            assertThat(left).noneMatch(Files::isRegularFile);
        }
    }

    @Test
    void makeWhenTheFolderIsSomebodyElsesThenRefusedAndUntouched() throws IOException {
        Files.writeString(folder.resolve("ca.crt"), "somebody's");
        Set<PosixFilePermission> open = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(folder, open);

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(this::make)
                .withMessageContaining("is not empty and holds no certificates of Gatehouse");
        assertThat(contents()).containsExactly(entry(folder.resolve("ca.crt"), "somebody's"));
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(open);
    }

    @Test
    void makeWhenTheFolderIsThereThenItsModeStays() throws IOException {
        Set<PosixFilePermission> open = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(folder, open);

        make();

        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(open);
        assertThat(mode(folder.resolve("workloads"))).isEqualTo("rwx------");
    }

    @Test
    void makeWhenArgumentsAreWrongThenNamesThem() {
        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> make("--days", "soon"))
                .withMessageContaining("\"soon\" is not a number of days");
        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> make("--nonsense"))
                .withMessageContaining("\"--nonsense\"");
    }

    private String make(String... options) {
        List<String> command =
                new ArrayList<>(List.of(MAKE.toString(), "--out", folder.toString()));
        command.addAll(List.of(options));
        return Command.run("make", command);
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : all.toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private X509Certificate certificate(String file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(folder.resolve(file))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static List<String> names(X509Certificate certificate, int type)
            throws CertificateException {
        return certificate.getSubjectAlternativeNames().stream()
                .filter(name -> name.getFirst().equals(type))
                .map(name -> name.getLast().toString())
                .toList();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
