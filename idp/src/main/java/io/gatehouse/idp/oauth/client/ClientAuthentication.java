// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.ShownCertificate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Authenticates clients by a secret in the header or in the body, by a signed assertion or by a
 * certificate, and identifies public ones (RFC 6749 section 2.3, RFC 7523 section 2.2, RFC 8705
 * section 2.1). An unknown client and a wrong secret look alike: the same read, the same answer,
 * and a digest, or two where the client has just been here. A certificate says nothing of a client
 * that is registered for another way: where the gate asks for one, all have one.
 */
@ApplicationScoped
public class ClientAuthentication {

    /** The parameters of a form that authenticate its client, which no flow has a use for. */
    public static final Set<String> PARAMETERS =
            Set.of("client_secret", "client_assertion", "client_assertion_type");

    private static final String CHALLENGE = "Basic realm=\"gatehouse\"";
    private static final String ASSERTION = "client_assertion";
    private static final String ASSERTION_TYPE = "client_assertion_type";

    /** Stands for the secret of a client that has none, or does not exist. */
    private static final SecretHash NONE = SecretHash.of("");

    private final RegisteredClients clients;
    private final RecentClients recent;
    private final ClientAssertions assertions;
    private final Clock clock;

    /** A client as it says, with no proof of it, or with one. */
    private record Presented(
            String id, Optional<String> secret, Optional<SignedJWT> assertion, boolean inHeader) {

        private static Presented withSecret(String id, Optional<String> secret, boolean inHeader) {
            return new Presented(id, secret, Optional.empty(), inHeader);
        }

        private boolean provesNothing() {
            return secret.isEmpty() && assertion.isEmpty();
        }

        /** Omits the secret and the assertion. */
        @Override
        public String toString() {
            return "Presented[" + id + "]";
        }
    }

    @Inject
    ClientAuthentication(
            RegisteredClients clients,
            RecentClients recent,
            ClientAssertions assertions,
            Clock clock) {
        this.clients = clients;
        this.recent = recent;
        this.assertions = assertions;
        this.clock = clock;
    }

    /**
     * The client that sent a request; a public one only says who it is.
     *
     * @throws OAuthException {@code invalid_client}, or {@code invalid_request} when there is more
     *     than one credential
     */
    public Client authenticate(Parameters form, HttpHeaders headers) {
        Presented presented = presented(form, headers);
        return recent.find(presented.id())
                .filter(known -> isProved(Optional.of(known), presented, headers))
                .or(() -> read(presented, headers))
                .orElseThrow(() -> refused(presented.inHeader()));
    }

    // Also for one that is known here: elsewhere it may have got a new secret a moment ago.
    private Optional<Client> read(Presented presented, HttpHeaders headers) {
        long generation = recent.generation();
        Optional<Client> client =
                Optional.of(clients.find(presented.id()))
                        .filter(found -> isProved(found, presented, headers))
                        .flatMap(Function.identity());
        client.ifPresent(proved -> recent.keep(proved, generation));
        return client;
    }

    private boolean isProved(Optional<Client> client, Presented presented, HttpHeaders headers) {
        boolean secretMatches =
                client.flatMap(Client::secret).orElse(NONE).matches(presented.secret().orElse("?"));
        return client.filter(known ->
                        switch (known.credential()) {
                            case ClientCredential.None _ -> presented.provesNothing();
                            case ClientCredential.Secret _ -> secretMatches;
                            case ClientKeys keys -> proves(known, keys, presented);
                            case ClientCertificate certificate ->
                                    presented.provesNothing() && isShown(certificate, headers);
                        })
                .isPresent();
    }

    private boolean proves(Client client, ClientKeys keys, Presented presented) {
        return presented
                .assertion()
                .filter(assertion -> assertions.prove(client.id(), keys, assertion))
                .isPresent();
    }

    private boolean isShown(ClientCertificate certificate, HttpHeaders headers) {
        return ShownCertificate.in(headers)
                .filter(this::isNow)
                .filter(certificate::isOf)
                .isPresent();
    }

    // The gate judges a certificate when a connection begins; one that is resumed may be older.
    private boolean isNow(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /**
     * The client that sent a request, which must have proved it.
     *
     * @throws OAuthException as {@link #authenticate}
     */
    public Client authenticateConfidential(Parameters form, HttpHeaders headers) {
        Client client = authenticate(form, headers);
        if (client.isPublic()) {
            throw refused(false);
        }
        return client;
    }

    private static Presented presented(Parameters form, HttpHeaders headers) {
        List<String> authorization =
                Optional.ofNullable(headers.getRequestHeader(HttpHeaders.AUTHORIZATION))
                        .orElse(List.of());
        boolean isSigned = form.has(ASSERTION) || form.has(ASSERTION_TYPE);
        long ways =
                authorization.size()
                        + Stream.of(isSigned, form.has("client_secret")).filter(it -> it).count();
        if (ways > 1) {
            throw OAuthException.invalidRequest("A client authenticates in one way");
        }
        if (isSigned) {
            return signed(form);
        }
        return authorization.isEmpty()
                ? Presented.withSecret(
                        form.get("client_id").orElseThrow(() -> refused(false)),
                        form.get("client_secret"),
                        false)
                : inHeader(form, authorization.getFirst());
    }

    private static Presented signed(Parameters form) {
        if (!form.get(ASSERTION_TYPE)
                .equals(Optional.of(JWTAuthentication.CLIENT_ASSERTION_TYPE))) {
            throw refused(false);
        }
        try {
            // The SDK's own PrivateKeyJWT takes none by EdDSA.
            SignedJWT assertion = SignedJWT.parse(form.get(ASSERTION).orElse(""));
            String id =
                    JWTAuthenticationClaimsSet.parse(assertion.getJWTClaimsSet())
                            .getClientID()
                            .getValue();
            if (!form.get("client_id").orElse(id).equals(id)) {
                throw refused(false);
            }
            return new Presented(id, Optional.empty(), Optional.of(assertion), false);
        } catch (java.text.ParseException
                | ParseException
                | IllegalArgumentException
                | NullPointerException e) {
            // Nimbus 10.10 throws the last for a header that is the JSON null.
            throw refused(false);
        }
    }

    private static Presented inHeader(Parameters form, String header) {
        ClientSecretBasic basic = basic(header);
        String id = basic.getClientID().getValue();
        if (!form.get("client_id").orElse(id).equals(id)) {
            throw OAuthException.invalidRequest("Two clients are named");
        }
        return Presented.withSecret(id, Optional.of(basic.getClientSecret().getValue()), true);
    }

    private static ClientSecretBasic basic(String header) {
        try {
            return ClientSecretBasic.parse(header);
        } catch (ParseException | IllegalArgumentException e) {
            throw refused(true);
        }
    }

    private static OAuthException refused(boolean inHeader) {
        return new OAuthException(
                OAuth2Error.INVALID_CLIENT, inHeader ? Optional.of(CHALLENGE) : Optional.empty());
    }
}
