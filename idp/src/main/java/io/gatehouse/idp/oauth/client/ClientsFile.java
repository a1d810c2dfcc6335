// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.util.JSONArrayUtils;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientInformation;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.Role;
import io.gatehouse.idp.account.RoleCatalogue;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import net.minidev.json.JSONObject;

/**
 * The clients that the operator registers. They are the operator's own and need nobody's consent,
 * unless the file says {@code "first_party": false}. At each start they become as the file says; a
 * client that is no longer in it stays as it was.
 */
@ApplicationScoped
public class ClientsFile {

    /** That of 192 random bits in base64; a secret is not hashed slowly, so it must be random. */
    private static final int LEAST_SECRET = 32;

    private final List<Entry> wanted;
    private final ClientRepository clients;
    private final RecentClients recent;
    private final Transactions transactions;
    private final Clock clock;
    private volatile boolean applied;

    record Entry(Client client, OIDCClientMetadata metadata) {}

    /** Reads the file at once: one that breaks a rule fails the start, not some later request. */
    @Inject
    ClientsFile(
            IdpConfig config,
            ClientRepository clients,
            RecentClients recent,
            RoleCatalogue roles,
            Transactions transactions,
            Clock clock) {
        this.clients = clients;
        this.recent = recent;
        this.transactions = transactions;
        this.clock = clock;
        this.wanted =
                config.secrets().clients().map(file -> read(file, roles::hasAll)).orElse(List.of());
    }

    /** Stores the clients; idempotent, even on several instances at once. */
    void apply() {
        for (Entry entry : wanted) {
            transactions.runIdempotent(database -> {
                clients.put(database, entry.client(), entry.metadata(), clock.instant());
                clients.takeOver(database, entry.client().id());
                return entry;
            });
        }
        recent.forget();
        applied = true;
    }

    /** Whether all clients of the file are in the database. */
    public boolean applied() {
        return applied;
    }

    /**
     * The clients of a file.
     *
     * @param exist whether there are all these roles
     */
    static List<Entry> read(SecretFile file, Predicate<Set<Role>> exist) {
        try {
            List<Entry> entries = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (Object entry : JSONArrayUtils.parse(file.text())) {
                Entry read = entry(entry);
                if (!ids.add(read.client().id())) {
                    throw new IllegalArgumentException("a client_id is there twice");
                }
                if (!exist.test(read.client().services().roles())) {
                    throw new IllegalArgumentException(
                            "gatehouse_roles names a role that does not exist");
                }
                entries.add(read);
            }
            return entries;
        } catch (ParseException e) {
            // The cause would quote the file, which holds secrets.
            throw new IllegalArgumentException(
                    "idp.clients-file is no JSON list of client metadata (RFC 7591 section 2)");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("idp.clients-file: " + e.getMessage(), e);
        }
    }

    private static Entry entry(Object json) throws ParseException {
        OIDCClientInformation information =
                OIDCClientInformation.parse(JSONObjectUtils.parse(String.valueOf(json)));
        OIDCClientMetadata metadata = information.getOIDCMetadata();
        metadata.applyDefaults();
        Optional<String> secret =
                Optional.ofNullable(information.getSecret()).map(Secret::getValue);
        if (secret.filter(text -> text.length() < LEAST_SECRET).isPresent()) {
            throw new IllegalArgumentException(
                    "a client_secret must have at least %d random characters"
                            .formatted(LEAST_SECRET));
        }
        if (Optional.ofNullable(information.getSecret())
                .map(Secret::getExpirationDate)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "client_secret_expires_at must be 0: a secret is good until the file says another");
        }
        boolean firstParty = firstParty(metadata);
        keepOwnMembers(metadata);
        return new Entry(
                Client.of(
                        information.getID().getValue(),
                        metadata,
                        secret.map(SecretHash::of),
                        firstParty),
                metadata);
    }

    private static boolean firstParty(OIDCClientMetadata metadata) throws ParseException {
        JSONObject others = metadata.getCustomFields();
        return !others.containsKey("first_party")
                || JSONObjectUtils.getBoolean(others, "first_party");
    }

    // Parsing leaves id and secret among those it does not know, and whatever else is there.
    private static void keepOwnMembers(OIDCClientMetadata metadata) {
        JSONObject own = new JSONObject(metadata.getCustomFields());
        own.keySet().retainAll(ClientServices.members());
        metadata.setCustomFields(own);
    }
}
