// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static io.gatehouse.idp.oauth.registration.MemberReader.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.oauth.BearerToken;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientRepository;
import io.gatehouse.idp.oauth.client.RecentClients;
import io.gatehouse.idp.oauth.client.StoredClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.StatelessSession;

/** Registers clients, each of which has a token by which it manages itself. */
@ApplicationScoped
class RegisterClient {

    private static final Logger LOG = System.getLogger(RegisterClient.class.getName());

    /** 132 bits. Two alike are ruled out; with what stands before, none is an account's id. */
    private static final int ID_CHARACTERS = 22;

    private static final Predicate<String> PERSONAL = Set.copyOf(Offered.PERSONAL_SCOPES)::contains;

    private final ClientRepository clients;
    private final RegistrationTokenRepository tokens;
    private final RecentClients recent;
    private final RandomSecrets secrets;
    private final Trail trail;
    private final Transactions transactions;
    private final Clock clock;
    private final boolean byCertificate;

    /**
     * A client that was registered.
     *
     * @param secret a new one; a stored one cannot be shown
     * @param token by which it manages itself
     */
    record Registered(StoredClient client, Optional<String> secret, String token) {

        /** Omits the secrets. */
        @Override
        public String toString() {
            return "Registered[" + client.client().id() + "]";
        }
    }

    @Inject
    RegisterClient(
            ClientRepository clients,
            RegistrationTokenRepository tokens,
            RecentClients recent,
            RandomSecrets secrets,
            Trail trail,
            Transactions transactions,
            Clock clock,
            IdpConfig config) {
        this.clients = clients;
        this.tokens = tokens;
        this.recent = recent;
        this.secrets = secrets;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
        this.byCertificate = config.site().certificateUrl().isPresent();
    }

    /**
     * Fails fast, before anything of a request is read.
     *
     * @throws OAuthException {@code invalid_token} unless the initial access token admits a client
     */
    void demandInitial(String initialToken) {
        SecretHash hash = SecretHash.of(initialToken);
        if (!transactions.read(database -> tokens.admits(database, hash, clock.instant()))) {
            throw invalidToken();
        }
    }

    /**
     * Registers a client by an initial access token, of which a refusal uses up nothing.
     *
     * @throws OAuthException {@code invalid_token}, or as {@link RequestedMetadata#read}
     */
    Registered register(String initialToken, JsonNode document) {
        Registered wanted = create(read(document, PERSONAL));
        SecretHash hash = SecretHash.of(initialToken);
        return register(wanted, database -> tokens.use(database, hash, clock.instant()));
    }

    /**
     * Registers a client for an administrator, who may give it scopes of its own.
     *
     * @throws OAuthException as {@link RequestedMetadata#read}
     */
    Registered registerForAdmin(JsonNode document) {
        return register(create(read(document, _ -> true)), _ -> true);
    }

    private Registered register(Registered wanted, Predicate<StatelessSession> admitted) {
        StoredClient stored = wanted.client();
        transactions.run(database -> {
            if (!admitted.test(database)) {
                throw invalidToken();
            }
            clients.put(database, stored.client(), stored.metadata(), stored.createdAt());
            tokens.insert(database, SecretHash.of(wanted.token()), stored.client().id());
            trail.append(
                    database, AuditEvent.of(EventKind.CLIENT_REGISTERED, stored.client().id()));
            return wanted;
        });
        LOG.log(Level.INFO, "client {0} registered", stored.client().id());
        return wanted;
    }

    private OIDCClientMetadata read(JsonNode document, Predicate<String> admitsScope) {
        return RequestedMetadata.read(document, admitsScope, byCertificate);
    }

    private Registered create(OIDCClientMetadata metadata) {
        String id = "client-" + secrets.next().substring(0, ID_CHARACTERS);
        Optional<String> secret = Optional.of(secrets.next()).filter(_ -> hasSecret(metadata));
        Client client = client(id, metadata, secret.map(SecretHash::of));
        return new Registered(
                new StoredClient(client, metadata, clock.instant()), secret, secrets.next());
    }

    /**
     * The client that a token manages.
     *
     * @throws OAuthException {@code invalid_token} when it manages another, or none
     */
    StoredClient find(String id, String token) {
        return transactions.read(database -> own(database, id, token));
    }

    /**
     * Replaces the metadata of a client; what is left out has its default again (RFC 7592 section
     * 2.2). The same document again changes nothing. The secret and the token stay, since an answer
     * that is lost must not shut the client out; one that begins to need a secret gets one.
     *
     * @throws OAuthException {@code invalid_token}, or as {@link RequestedMetadata#read}
     */
    Registered update(String id, String token, JsonNode document) {
        String fresh = secrets.next();
        try {
            return transactions.runIdempotent(database -> {
                StoredClient old = own(database, id, token);
                ReturnedMembers.check(document, old.client());
                Set<String> had = old.client().scopes();
                OIDCClientMetadata metadata = read(document, PERSONAL.or(had::contains));
                Optional<SecretHash> kept = old.client().secret().filter(_ -> hasSecret(metadata));
                Optional<String> secret =
                        Optional.of(fresh)
                                .filter(_ -> hasSecret(metadata))
                                .filter(it -> kept.filter(hash -> !hash.matches(it)).isEmpty());
                Client client = client(id, metadata, kept.or(() -> secret.map(SecretHash::of)));
                clients.put(database, client, metadata, old.createdAt());
                trail.append(database, AuditEvent.of(EventKind.CLIENT_CHANGED, id));
                return new Registered(
                        new StoredClient(client, metadata, old.createdAt()), secret, token);
            });
        } finally {
            recent.forget();
        }
    }

    /**
     * The client that a token manages; one of the operator's file is managed there alone.
     *
     * @throws OAuthException {@code invalid_token} when it manages another, or none
     */
    StoredClient own(StatelessSession database, String id, String token) {
        return Optional.of(id)
                .filter(Client::isId)
                .filter(it -> tokens.manages(database, SecretHash.of(token), it))
                .flatMap(it -> clients.find(database, it))
                .filter(stored -> !stored.client().firstParty())
                .orElseThrow(RegisterClient::invalidToken);
    }

    private static boolean hasSecret(OIDCClientMetadata metadata) {
        return Offered.WITH_SECRET.contains(metadata.getTokenEndpointAuthMethod());
    }

    // Its messages are constant texts.
    private static Client client(
            String id, OIDCClientMetadata metadata, Optional<SecretHash> secret) {
        try {
            return Client.of(id, metadata, secret, false);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private static OAuthException invalidToken() {
        return BearerToken.refused(BearerTokenError.INVALID_TOKEN);
    }
}
