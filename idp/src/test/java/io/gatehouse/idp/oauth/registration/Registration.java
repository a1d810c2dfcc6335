// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.net.URI;

/** The requests of programs that register themselves, and of administrators. */
final class Registration {
    static final String REGISTER = "/oauth2/register";
    static final String REDIRECT = "https://new.example/callback";
    static final String WEB =
            """
            {"client_name": "New", "redirect_uris": ["%s"], "post_logout_redirect_uris": ["https://new.example/out"],
             "grant_types": ["authorization_code", "refresh_token"]}
            """
                    .formatted(REDIRECT);

    private Registration() {}

    static Http with(String token) {
        return Gate.anonymous().with("authorization", "Bearer " + token);
    }

    /** An initial access token for so many clients. */
    static String token(int uses) {
        HttpAnswer made =
                Gate.admin().post("/admin/initial-access-tokens", "{\"uses\": " + uses + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.field("initialAccessToken");
    }

    static HttpAnswer register(String metadata) {
        HttpAnswer answer = with(token(1)).post(REGISTER, metadata);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    /** Where a client manages itself, as it was told. */
    static String path(HttpAnswer registered) {
        String uri = registered.field("registration_client_uri");
        assertThat(uri)
                .isEqualTo(IdpServer.ISSUER + REGISTER + "/" + registered.field("client_id"));
        return URI.create(uri).getPath();
    }

    /** Whoever manages a client. */
    static Http manager(HttpAnswer registered) {
        return with(registered.field("registration_access_token"));
    }

    static long clients() {
        return Rows.count("SELECT count(*) FROM clients");
    }
}
