// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Looks clients up. */
@ApplicationScoped
public class RegisteredClients {
    private final ClientRepository clients;
    private final Transactions transactions;

    @Inject
    RegisteredClients(ClientRepository clients, Transactions transactions) {
        this.clients = clients;
        this.transactions = transactions;
    }

    /** The client with this id, which may be any text, in a transaction of its own. */
    public Optional<Client> find(String id) {
        return transactions.read(database -> find(database, id));
    }

    /** The same in the caller's transaction. */
    public Optional<Client> find(StatelessSession database, String id) {
        return Client.isId(id)
                ? clients.find(database, id).map(StoredClient::client)
                : Optional.empty();
    }
}
