// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that a client has shown to the gate and proved by TLS. The gate tells of it by a
 * header, which it takes off whatever comes from outside.
 */
public final class ShownCertificate {

    /** Its value is PEM, percent-encoded as Envoy does. */
    private static final String HEADER = "x-gatehouse-client-certificate";

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private ShownCertificate() {}

    /** Whether the request came to where the gate asks clients for their certificates. */
    public static boolean isIn(HttpHeaders headers) {
        return !values(headers).isEmpty();
    }

    /** The certificate; empty when there is none, more than one, or one that cannot be read. */
    public static Optional<X509Certificate> in(HttpHeaders headers) {
        return Optional.of(values(headers))
                .filter(values -> values.size() == 1)
                .flatMap(values -> read(values.getFirst()));
    }

    private static Optional<X509Certificate> read(String encoded) {
        try {
            String pem = URLDecoder.decode(encoded, US_ASCII);
            InputStream text = new ByteArrayInputStream(pem.getBytes(US_ASCII));
            X509Certificate first =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(text);
            return Optional.of(first).filter(_ -> pem.startsWith(BEGIN) && isOver(text));
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOver(InputStream text) {
        try {
            return new String(text.readAllBytes(), US_ASCII).isBlank();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> values(HttpHeaders headers) {
        return Optional.ofNullable(headers.getRequestHeader(HEADER)).orElse(List.of());
    }
}
