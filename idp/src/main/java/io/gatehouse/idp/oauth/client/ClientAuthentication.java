// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * Authenticates clients by a secret in the header or in the body, and identifies public ones (RFC
 * 6749 section 2.3). An unknown client and a wrong secret look alike: the same read, one digest,
 * the same answer.
 */
@ApplicationScoped
public class ClientAuthentication {

    private static final String CHALLENGE = "Basic realm=\"gatehouse\"";

    /** Stands for the secret of a client that has none, or does not exist. */
    private static final SecretHash NONE = SecretHash.of("");

    private final RegisteredClients clients;

    private record Presented(String id, Optional<String> secret, boolean inHeader) {

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Presented[" + id + "]";
        }
    }

    @Inject
    ClientAuthentication(RegisteredClients clients) {
        this.clients = clients;
    }

    /**
     * The client that sent a request; a public one only says who it is.
     *
     * @throws OAuthException {@code invalid_client}, or {@code invalid_request} when there is more
     *     than one credential
     */
    public Client authenticate(Parameters form, HttpHeaders headers) {
        Presented presented = presented(form, headers);
        Optional<Client> client = clients.find(presented.id());
        boolean secretMatches =
                client.flatMap(Client::secret).orElse(NONE).matches(presented.secret().orElse("?"));
        return client.filter(
                        known -> known.isPublic() ? presented.secret().isEmpty() : secretMatches)
                .orElseThrow(() -> refused(presented.inHeader()));
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
        if (authorization.size() > 1 || (!authorization.isEmpty() && form.has("client_secret"))) {
            throw OAuthException.invalidRequest("A client authenticates in one way");
        }
        if (authorization.isEmpty()) {
            return new Presented(
                    form.get("client_id").orElseThrow(() -> refused(false)),
                    form.get("client_secret"),
                    false);
        }
        ClientSecretBasic basic = basic(authorization.getFirst());
        String id = basic.getClientID().getValue();
        if (!form.get("client_id").orElse(id).equals(id)) {
            throw OAuthException.invalidRequest("Two clients are named");
        }
        return new Presented(id, Optional.of(basic.getClientSecret().getValue()), true);
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
