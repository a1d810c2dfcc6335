// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every route against every kind of caller; the requests are such that whoever is let in changes
 * nothing.
 */
@EndToEnd
@Order(10)
class RolesE2E {
    private static final String NOBODY = UUID.randomUUID().toString();

    private final Target target;

    RolesE2E(Target target) {
        this.target = target;
    }

    /** A body of {@code -} is none; {@code ID} and {@code KID} are ids that nothing has. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # method | path | body | anonymous | customer | payment | admin
                    POST   | /authentication/registration            | {} | 422 | 422 | 422 | 422
                    POST   | /authentication/login                   | {} | 422 | 422 | 422 | 422
                    POST   | /authentication/password-reset          | {} | 422 | 422 | 422 | 422
                    POST   | /authentication/password-reset/confirmation | {} | 422 | 422 | 422 | 422
                    POST   | /authentication/refresh                 | {} | 401 | 401 | 401 | 401
                    GET    | /authentication/whoami                  | -  | 401 | 200 | 200 | 200
                    GET    | /.well-known/openid-configuration       | -  | 200 | 200 | 200 | 200
                    GET    | /.well-known/oauth-authorization-server | -  | 200 | 200 | 200 | 200
                    GET    | /.well-known/jwks.json                  | -  | 200 | 200 | 200 | 200
                    GET    | /openapi.json                           | -  | 200 | 200 | 200 | 200
                    GET    | /docs                                   | -  | 200 | 200 | 200 | 200
                    GET    | /docs/swagger-ui.css                    | -  | 200 | 200 | 200 | 200
                    GET    | /docs/none                              | -  | 404 | 404 | 404 | 404
                    GET    | /problems                               | -  | 200 | 200 | 200 | 200
                    GET    | /problems/sold_out                      | -  | 200 | 200 | 200 | 200
                    GET    | /problems/none                          | -  | 404 | 404 | 404 | 404
                    GET    | /accounts/me                            | -  | 401 | 200 | 200 | 200
                    GET    | /accounts/me/sessions                   | -  | 401 | 200 | 200 | 200
                    DELETE | /accounts/me/sessions/ID                | -  | 401 | 404 | 404 | 404
                    GET    | /accounts/me/events                     | -  | 401 | 200 | 200 | 200
                    GET    | /accounts/me/factors                    | -  | 401 | 200 | 200 | 200
                    POST   | /accounts/me/factors/totp               | {} | 401 | 422 | 422 | 422
                    PUT    | /accounts/me/factors/totp               | {} | 401 | 422 | 422 | 422
                    DELETE | /accounts/me/factors/totp               | {} | 401 | 422 | 422 | 422
                    POST   | /accounts/me/factors/recovery-codes     | {} | 401 | 422 | 422 | 422
                    GET    | /accounts/consents                      | -  | 401 | 200 | 200 | 200
                    DELETE | /accounts/consents/nobody               | -  | 401 | 204 | 204 | 204
                    PUT    | /accounts/me/password                   | {} | 401 | 422 | 422 | 422
                    GET    | /accounts/me/export                     | -  | 401 | 200 | 200 | 200
                    POST   | /accounts/me/deletion                   | {} | 401 | 422 | 422 | 422
                    GET    | /accounts/me/keys                       | -  | 401 | 200 | 200 | 200
                    POST   | /accounts/me/keys                       | {} | 401 | 422 | 422 | 422
                    DELETE | /accounts/me/keys/ID                    | -  | 401 | 404 | 404 | 404
                    PUT    | /accounts/me/email                      | {} | 401 | 422 | 422 | 422
                    GET    | /admin/users                            | -  | 401 | 403 | 403 | 200
                    GET    | /admin/users/ID                         | -  | 401 | 403 | 403 | 404
                    PUT    | /admin/users/ID/roles                   | {} | 401 | 403 | 403 | 422
                    PUT    | /admin/users/ID/enabled                 | {} | 401 | 403 | 403 | 422
                    GET    | /admin/users/ID/sessions                | -  | 401 | 403 | 403 | 404
                    DELETE | /admin/users/ID/sessions                | -  | 401 | 403 | 403 | 404
                    GET    | /admin/users/ID/keys                    | -  | 401 | 403 | 403 | 404
                    DELETE | /admin/users/ID/keys/ID                 | -  | 401 | 403 | 403 | 404
                    DELETE | /admin/users/ID/factors                 | -  | 401 | 403 | 403 | 404
                    GET    | /admin/clients                          | -  | 401 | 403 | 403 | 200
                    POST   | /admin/clients                          | {} | 401 | 403 | 403 | 422
                    GET    | /admin/clients/nobody                   | -  | 401 | 403 | 403 | 404
                    DELETE | /admin/clients/gatehouse-cli            | -  | 401 | 403 | 403 | 422
                    GET    | /admin/initial-access-tokens            | -  | 401 | 403 | 403 | 200
                    DELETE | /admin/initial-access-tokens/ID         | -  | 401 | 403 | 403 | 404
                    GET    | /admin/audit                            | -  | 401 | 403 | 403 | 200
                    GET    | /admin/audit/export                     | -  | 401 | 403 | 403 | 200
                    GET    | /admin/audit/key                        | -  | 401 | 403 | 403 | 200
                    GET    | /admin/keys                             | -  | 401 | 403 | 403 | 200
                    POST   | /admin/keys/KID/revoke                  | -  | 401 | 403 | 403 | 404
                    GET    | /products                               | -  | 401 | 200 | 200 | 200
                    GET    | /products/ID                            | -  | 401 | 404 | 404 | 404
                    GET    | /products/admin                         | -  | 401 | 403 | 403 | 200
                    POST   | /products/admin/ID                      | {} | 401 | 403 | 403 | 422
                    PUT    | /products/admin/ID                      | {} | 401 | 403 | 403 | 422
                    DELETE | /products/admin/ID                      | -  | 401 | 403 | 403 | 404
                    POST   | /products/admin/ID/stock-corrections    | {} | 401 | 403 | 403 | 422
                    GET    | /products/admin/ID/stock-movements      | -  | 401 | 403 | 403 | 404
                    POST   | /products/ID/buy                        | {} | 401 | 422 | 422 | 422
                    GET    | /orders                                 | -  | 401 | 200 | 200 | 200
                    GET    | /orders/ID                              | -  | 401 | 404 | 404 | 404
                    POST   | /orders/ID/cancel                       | -  | 401 | 404 | 404 | 404
                    GET    | /payments                               | -  | 401 | 403 | 200 | 403
                    POST   | /payments                               | {} | 401 | 403 | 422 | 403
                    GET    | /payments/ID                            | -  | 401 | 403 | 404 | 403
                    POST   | /payments/ID/refunds                    | {} | 401 | 403 | 404 | 403
                    POST   | /payments/webhook                       | {} | 401 | 401 | 401 | 401
                    """)
    void routeWhenCalledByEachRoleThenAnswersAsDesigned(ArgumentsAccessor row) {
        Call bare =
                Call.of(
                                row.getString(0),
                                row.getString(1)
                                        .replace("KID", "A".repeat(43))
                                        .replace("ID", NOBODY))
                        .with("Idempotency-Key", Shop.key());
        Call call = row.getString(2).equals("-") ? bare : bare.json(Map.of());
        Accounts accounts = target.accounts();

        anonymously(call).expect(row.getInteger(3));
        accounts.customer().send(call).expect(row.getInteger(4));
        accounts.payment().send(call).expect(row.getInteger(5));
        accounts.admin().send(call).expect(row.getInteger(6));
        if (call.method().equals("GET")) {
            Call head = Call.of("HEAD", call.path());
            anonymously(head).expect(row.getInteger(3));
            accounts.customer().send(head).expect(row.getInteger(4));
            accounts.admin().send(head).expect(row.getInteger(6));
        }
    }

    /**
     * The routes of OAuth are the same to all but UserInfo; their errors are pages, and those of
     * OAuth, and no problems.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # method | path | anonymous | signed in
                    GET    | /oauth2/authorize            | 400 | 400
                    POST   | /oauth2/authorize            | 400 | 400
                    POST   | /oauth2/par                  | 400 | 400
                    GET    | /oauth2/sign-in              | 400 | 400
                    POST   | /oauth2/sign-in              | 400 | 400
                    GET    | /oauth2/sign-up              | 400 | 400
                    POST   | /oauth2/sign-up              | 400 | 400
                    POST   | /oauth2/password-reset       | 400 | 400
                    GET    | /oauth2/new-password         | 400 | 400
                    POST   | /oauth2/new-password         | 400 | 400
                    GET    | /oauth2/email-confirmation   | 400 | 400
                    POST   | /oauth2/email-confirmation   | 400 | 400
                    GET    | /oauth2/consent              | 400 | 400
                    POST   | /oauth2/consent              | 400 | 400
                    GET    | /oauth2/device               | 200 | 200
                    POST   | /oauth2/device               | 400 | 400
                    POST   | /oauth2/device-authorization | 400 | 400
                    POST   | /oauth2/token                | 400 | 400
                    POST   | /oauth2/revoke               | 400 | 400
                    POST   | /oauth2/introspect           | 400 | 400
                    POST   | /oauth2/register             | 401 | 401
                    GET    | /oauth2/register/nobody      | 401 | 401
                    PUT    | /oauth2/register/nobody      | 401 | 401
                    DELETE | /oauth2/register/nobody      | 401 | 401
                    GET    | /oauth2/userinfo             | 401 | 200
                    POST   | /oauth2/userinfo             | 401 | 200
                    GET    | /oauth2/logout               | 200 | 200
                    POST   | /oauth2/logout               | 400 | 400
                    """)
    void oauthRouteWhenCalledByEachRoleThenAnswersAsDesigned(ArgumentsAccessor row) {
        Call bare = Call.of(row.getString(0), row.getString(1));
        Call call = bare.method().equals("POST") ? bare.json(Map.of()) : bare;
        Accounts accounts = target.accounts();

        try (Client client = target.client()) {
            client.unchecked(call).expect(row.getInteger(2));
        }
        for (Session session : List.of(accounts.customer(), accounts.payment(), accounts.admin())) {
            session.client().unchecked(call.bearer(session.token())).expect(row.getInteger(3));
        }
    }

    /** What an admin may do here ends or changes something, and is tested where that belongs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/keys/rotate",
                "/admin/initial-access-tokens",
                "/authentication/fail",
                "/authorization/fail",
                "/products/fail",
                "/orders/fail",
                "/payments/fail"
            })
    void adminRouteWhenCalledByAnybodyElseThenIsRefused(String path) {
        anonymously(Call.post(path)).expectProblem(401, "token_missing");
        target.accounts().customer().send(Call.post(path)).expectProblem(403, "forbidden");
        target.accounts().payment().send(Call.post(path)).expectProblem(403, "forbidden");
    }

    /** With an account, it sends a mail where there is e-mail. */
    @Test
    void verificationWhenAnonymousThenIsRefused() {
        anonymously(Call.post("/accounts/me/email/verification"))
                .expectProblem(401, "token_missing");
    }

    @Test
    void logoutWhenAnonymousThenIsRefused() {
        anonymously(Call.post("/authentication/logout")).expectProblem(401, "token_missing");
    }

    /** Not to be reached from outside, not even by an admin: only the mesh asks here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/health/started",
                "/metrics",
                "/openapi",
                "/observe/health",
                "/microservice/orders/add",
                "/microservice/products/release",
                "/microservice/payments/charge",
                "/microservice/payments/refund",
                "/microservice/revocations",
                "/microservice/revocations/stream",
                "/microservice/api-keys/exchange"
            })
    void insideRouteWhenCalledFromOutsideThenDoesNotExist(String path) {
        for (String method : List.of("GET", "POST")) {
            anonymously(Call.of(method, path)).expectProblem(404, "not_found");
            target.accounts()
                    .customer()
                    .send(Call.of(method, path))
                    .expectProblem(404, "not_found");
            target.accounts().admin().send(Call.of(method, path)).expectProblem(404, "not_found");
        }
    }

    private Answer anonymously(Call call) {
        try (Client client = target.client()) {
            return client.send(call);
        }
    }
}
