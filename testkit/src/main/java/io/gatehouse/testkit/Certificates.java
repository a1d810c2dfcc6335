// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues certificates to workloads, as PEM files in one directory. */
public final class Certificates {
    private static final X500Name AUTHORITY = new X500Name("CN=Test Authority");

    private final Path directory;
    private final KeyPair authority = keyPair();
    private final byte[] authorityCertificate;
    private int serial;

    /** The files of one workload: its PKCS #8 key, its certificate and whom it trusts. */
    public record Workload(Path key, Path certificate, Path trust) {}

    /**
     * Makes a new authority.
     *
     * @param directory where the files are written
     */
    public Certificates(Path directory) {
        this.directory = directory;
        this.authorityCertificate = issue(AUTHORITY, authority, List.of(), true);
    }

    /** A certificate for localhost with these URI names, good for an hour. */
    public Workload workload(String name, String... uris) {
        KeyPair pair = keyPair();
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        for (String uri : uris) {
            names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        }
        byte[] certificate = issue(new X500Name("CN=" + name), pair, names, false);
        return new Workload(
                write(name + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded()),
                write(name + ".crt", "CERTIFICATE", certificate),
                write(name + "-ca.crt", "CERTIFICATE", authorityCertificate));
    }

    private byte[] issue(X500Name subject, KeyPair pair, List<GeneralName> names, boolean ca) {
        try {
            Instant now = Clock.systemUTC().instant();
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            AUTHORITY,
                            BigInteger.valueOf(++serial),
                            Date.from(now.minusSeconds(60)),
                            Date.from(now.plusSeconds(3600)),
                            subject,
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                    .build(authority.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String type, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String pem = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
        try {
            Path written = Files.writeString(directory.resolve(name + ".new"), pem);
            return Files.move(written, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
