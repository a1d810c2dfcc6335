// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.parameter.Page;
import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.ClientRepository;
import io.gatehouse.idp.oauth.client.StoredClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;

/** Finds clients for administrators, in the order of their ids. */
@ApplicationScoped
class ListClients {

    private static final String AFTER = "after";

    private final ClientRepository clients;
    private final Transactions transactions;

    @Inject
    ListClients(ClientRepository clients, Transactions transactions) {
        this.clients = clients;
        this.transactions = transactions;
    }

    /**
     * A page of clients; a page begins after the id that {@code next} of the one before has.
     *
     * @throws ProblemException {@code invalid_parameter} naming the parameter at fault
     */
    Page<StoredClient> page(MultivaluedMap<String, String> parameters) {
        String after = after(parameters);
        MultivaluedMap<String, String> others = new MultivaluedHashMap<>(parameters);
        others.remove(AFTER);
        PageQuery query = PageQuery.of(others);
        List<StoredClient> rows =
                transactions.read(database -> clients.page(database, after, query.rows()));
        List<StoredClient> shown = rows.subList(0, Math.min(query.limit(), rows.size()));
        return new Page<>(
                shown,
                Optional.of(rows)
                        .filter(all -> all.size() > shown.size())
                        .map(_ -> shown.getLast().client().id()));
    }

    private static String after(MultivaluedMap<String, String> parameters) {
        List<String> values = parameters.getOrDefault(AFTER, List.of());
        if (values.size() > 1 || !values.stream().allMatch(Client::isId)) {
            throw new ProblemException(
                            ProblemCode.INVALID_PARAMETER, "A query parameter is not valid.")
                    .withError(AFTER, "must be the next of an earlier answer");
        }
        return values.isEmpty() ? "" : values.getFirst();
    }

    /**
     * One client.
     *
     * @throws ProblemException {@code not_found}
     */
    StoredClient client(String id) {
        return Optional.of(id)
                .filter(Client::isId)
                .flatMap(it -> transactions.read(database -> clients.find(database, it)))
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "There is no such client."));
    }
}
