// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.BackChannelLogoutRequest;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Rows;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** The end of a client to which logout tokens are sent. */
final class Receiver implements AutoCloseable {
    private static final String PATH = "/logout";

    private final FakeServer server = new FakeServer();

    private Receiver() {}

    /** Takes the tokens of a client from now on. */
    static Receiver of(String client, Function<JWTClaimsSet, Reply> answer) {
        Receiver receiver = new Receiver();
        receiver.server.on(PATH, request -> answer.apply(claims(token(request))));
        tell(client, receiver.server.url() + PATH);
        return receiver;
    }

    /** Where a client is told from now on. */
    static void tell(String client, String uri) {
        Rows.update(
                "UPDATE clients SET metadata = metadata || CAST(? AS JSONB) WHERE id = ?",
                "{\"backchannel_logout_uri\": \"" + uri + "\"}",
                client);
    }

    /** The tokens about a session, oldest first. */
    List<SignedJWT> tokens(String session) {
        return server.requests().stream()
                .map(Receiver::token)
                .filter(token -> session.equals(claims(token).getClaim("sid")))
                .toList();
    }

    List<JWTClaimsSet> told(String session) {
        return tokens(session).stream().map(Receiver::claims).toList();
    }

    private static SignedJWT token(FakeServer.Request request) {
        try {
            return (SignedJWT)
                    BackChannelLogoutRequest.parse(
                                    URI.create("https://client.example" + request.target()),
                                    URLUtils.parseParameters(request.body()))
                            .getLogoutToken();
        } catch (com.nimbusds.oauth2.sdk.ParseException e) {
            throw new IllegalStateException(request.body(), e);
        }
    }

    static JWTClaimsSet claims(SignedJWT token) {
        try {
            return token.getJWTClaimsSet();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(token.serialize(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
