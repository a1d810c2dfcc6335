// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Tokens;
import java.time.Instant;

/** A signed-in account with a caller of its own. */
public record Session(
        Account account, Client client, String token, String refreshToken, Instant since)
        implements AutoCloseable {

    public static Session of(Account account, Client client, Answer answer) {
        JsonNode tokens = answer.expect(200).json();
        return new Session(
                account,
                client,
                tokens.path("access_token").asText(),
                tokens.path("refresh_token").asText(),
                Instant.now());
    }

    /** Sends with the access token in the header. */
    public Answer send(Call call) {
        return client.send(call.bearer(token));
    }

    /** The same for a call that only prepares a test. */
    public Answer setUp(Call call) {
        return client.setUp(call.bearer(token));
    }

    /** The account's id, which is the subject of the token. */
    public String id() {
        return Tokens.payload(token).path("sub").asText();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return account.username();
    }
}
