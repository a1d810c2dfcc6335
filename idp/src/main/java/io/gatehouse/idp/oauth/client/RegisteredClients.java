// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Looks clients up, each in a transaction of its own. */
@ApplicationScoped
public class RegisteredClients {
    private final ClientRepository clients;
    private final Transactions transactions;

    @Inject
    RegisteredClients(ClientRepository clients, Transactions transactions) {
        this.clients = clients;
        this.transactions = transactions;
    }

    /** The client with this id, which may be any text. */
    public Optional<Client> find(String id) {
        return Client.isId(id)
                ? transactions.read(database -> clients.find(database, id))
                : Optional.empty();
    }
}
