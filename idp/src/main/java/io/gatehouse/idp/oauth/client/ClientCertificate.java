// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * The one name by which a client is known in its certificate (RFC 8705 section 2.1.2). Who may give
 * out certificates with it is for the gate to say.
 *
 * @param name in the normal form of its kind
 */
public record ClientCertificate(Kind kind, String name) implements ClientCredential {

    /** Where a name stands in a certificate, and which texts are the same name there. */
    enum Kind {
        /**
         * By its parts and each of their letters, as RFC 2253 writes them: the JDK's canonical form
         * folds letters that are alike, a fullwidth comma to one that parts a name in two.
         */
        SUBJECT_DN(0),
        SAN_DNS(2),
        SAN_URI(6),
        SAN_IP(7),
        SAN_EMAIL(1);

        private static final int LONGEST = 1_000;

        /** No wildcard: it would be the name of many. */
        private static final Pattern DNS =
                Pattern.compile(
                        "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
                                + "(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

        private static final Pattern LOCAL_PART = Pattern.compile("[\\x21-\\x7e&&[^@]]+");

        /** Of RFC 5280 section 4.2.1.6. */
        private final int generalName;

        Kind(int generalName) {
            this.generalName = generalName;
        }

        /** The member of a client's metadata. */
        String text() {
            return "tls_client_auth_" + name().toLowerCase(Locale.ROOT);
        }

        private Optional<String> in(OIDCClientMetadata metadata) {
            return Optional.ofNullable(
                    switch (this) {
                        case SUBJECT_DN -> metadata.getTLSClientAuthSubjectDN();
                        case SAN_DNS -> metadata.getTLSClientAuthSanDNS();
                        case SAN_URI -> metadata.getTLSClientAuthSanURI();
                        case SAN_IP -> metadata.getTLSClientAuthSanIP();
                        case SAN_EMAIL -> metadata.getTLSClientAuthSanEmail();
                    });
        }

        /** The names of this kind that a certificate has, without those that cannot be read. */
        private Stream<String> in(X509Certificate certificate) {
            return this == SUBJECT_DN
                    ? Stream.of(
                            certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
                    : alternatives(certificate).stream()
                            .filter(entry -> Integer.valueOf(generalName).equals(entry.getFirst()))
                            .map(entry -> String.valueOf(entry.get(1)))
                            .flatMap(name -> normal(name).stream());
        }

        private static Collection<List<?>> alternatives(X509Certificate certificate) {
            try {
                return Optional.ofNullable(certificate.getSubjectAlternativeNames())
                        .orElse(List.of());
            } catch (CertificateParsingException e) {
                return List.of();
            }
        }

        /** The normal form of a name; empty for a text that is none. */
        private Optional<String> normal(String text) {
            try {
                return Optional.of(text)
                        .filter(it -> it.length() <= LONGEST)
                        .flatMap(it ->
                                switch (this) {
                                    case SUBJECT_DN -> subject(it);
                                    case SAN_DNS -> dns(it);
                                    case SAN_URI ->
                                            Optional.of(it)
                                                    .filter(uri -> URI.create(uri).isAbsolute());
                                    case SAN_IP -> address(it);
                                    case SAN_EMAIL -> email(it);
                                });
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        // A certificate may have an empty subject, which is nobody's name.
        private static Optional<String> subject(String text) {
            return Optional.of(new X500Principal(text).getName(X500Principal.RFC2253))
                    .filter(name -> !name.isEmpty());
        }

        private static Optional<String> dns(String text) {
            return Optional.of(text.toLowerCase(Locale.ROOT))
                    .filter(name -> DNS.matcher(name).matches());
        }

        // A zone is of one machine alone.
        private static Optional<String> address(String text) {
            return Optional.of(text)
                    .filter(it -> it.indexOf('%') < 0)
                    .map(it -> InetAddress.ofLiteral(it).getHostAddress());
        }

        private static Optional<String> email(String text) {
            int at = text.lastIndexOf('@');
            String local = text.substring(0, Math.max(at, 0));
            return dns(text.substring(at + 1))
                    .filter(_ -> LOCAL_PART.matcher(local).matches())
                    .map(domain -> local + "@" + domain);
        }
    }

    /**
     * The name of a client's metadata.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static ClientCertificate of(OIDCClientMetadata metadata) {
        Set<Kind> kinds = kinds(metadata);
        Client.require(
                kinds.size() == 1,
                "tls_client_auth needs exactly one of " + String.join(", ", members()));
        Kind kind = kinds.iterator().next();
        Optional<String> name = kind.in(metadata).flatMap(kind::normal);
        Client.require(name.isPresent(), kind.text() + " is no such name");
        return new ClientCertificate(kind, name.get());
    }

    /** The kinds of name that a client's metadata has. */
    static Set<Kind> kinds(OIDCClientMetadata metadata) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.in(metadata).isPresent())
                .collect(Collectors.toSet());
    }

    /** The members of metadata that hold such names. */
    public static List<String> members() {
        return Arrays.stream(Kind.values()).map(Kind::text).toList();
    }

    /** Whether a certificate has the name of the client. */
    boolean isOf(X509Certificate certificate) {
        return kind.in(certificate).anyMatch(name::equals);
    }
}
