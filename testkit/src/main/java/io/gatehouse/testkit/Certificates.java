// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
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
    private final Path directory;
    private final X500Name issuer;
    private final PrivateKey issuerKey;
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
        KeyPair authority = keyPair();
        this.directory = directory;
        this.issuer = new X500Name("CN=Test Authority");
        this.issuerKey = authority.getPrivate();
        this.authorityCertificate = issue(issuer, authority, List.of(), true);
    }

    /**
     * An authority that is there.
     *
     * @param directory where the files are written
     * @param certificate that of the authority, in PEM
     * @param key an EC key in PEM
     */
    public Certificates(Path directory, Path certificate, Path key) {
        this.directory = directory;
        try (InputStream pem = Files.newInputStream(certificate)) {
            X509Certificate authority = read(pem);
            this.issuer = name(authority.getSubjectX500Principal().getName());
            this.authorityCertificate = authority.getEncoded();
            this.issuerKey =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            Base64.getMimeDecoder()
                                                    .decode(
                                                            Files.readString(key)
                                                                    .replaceAll(
                                                                            "-----.*-----", ""))));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
        return files(name, pair, certificate);
    }

    /**
     * A certificate with any names.
     *
     * @param subject as of RFC 4514; may be empty
     * @param end after which it is not valid any more
     */
    public X509Certificate named(String subject, Instant end, GeneralName... names) {
        byte[] encoded = issue(name(subject), keyPair(), List.of(names), false, end);
        try {
            return read(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with its key, in files of this name. */
    public Workload client(String file, String subject, Instant end) {
        KeyPair pair = keyPair();
        List<GeneralName> names = List.of(new GeneralName(GeneralName.dNSName, file));
        byte[] certificate = issue(name(subject), pair, names, false, end);
        return files(file, pair, certificate);
    }

    private Workload files(String name, KeyPair pair, byte[] certificate) {
        return new Workload(
                write(name + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded()),
                write(name + ".crt", "CERTIFICATE", certificate),
                write(name + "-ca.crt", "CERTIFICATE", authorityCertificate));
    }

    // Bouncy Castle would take the parts in the order of the text, which is the other one.
    private static X500Name name(String subject) {
        return X500Name.getInstance(new X500Principal(subject).getEncoded());
    }

    private static X509Certificate read(InputStream encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(encoded);
    }

    private byte[] issue(X500Name subject, KeyPair pair, List<GeneralName> names, boolean ca) {
        return issue(subject, pair, names, ca, Clock.systemUTC().instant().plusSeconds(3600));
    }

    private byte[] issue(
            X500Name subject, KeyPair pair, List<GeneralName> names, boolean ca, Instant end) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            BigInteger.valueOf(++serial),
                            Date.from(end.minusSeconds(3660)),
                            Date.from(end),
                            subject,
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        // RFC 5280 section 4.2.1.6.
                        subject.getRDNs().length == 0,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey))
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
