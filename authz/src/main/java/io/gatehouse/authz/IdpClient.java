// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.apikey.ApiKeySource;
import io.gatehouse.authz.apikey.IssuedToken;
import io.gatehouse.authz.revocation.RevocationPage;
import io.gatehouse.authz.revocation.RevocationSource;
import io.gatehouse.authz.token.JwkSetSource;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.web.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * The client of idp: fetches the JWK set and the revocations from the configured address, and
 * exchanges API keys there.
 */
final class IdpClient implements JwkSetSource, RevocationSource, ApiKeySource {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    /** Of a key that opens nothing; whoever may not ask gets 403. */
    private static final int UNAUTHORIZED = 401;

    private record Question(String key) {}

    private final PeerClient idp;

    IdpClient(PeerClient idp) {
        this.idp = requireNonNull(idp, "idp");
    }

    @Override
    public byte[] fetch() throws IOException {
        return get("/.well-known/jwks.json");
    }

    @Override
    public RevocationPage after(long revision) throws IOException {
        return RevocationPage.read(get("/microservice/revocations?after=" + revision));
    }

    @Override
    public InputStream stream(long revision) throws IOException {
        HttpRequest request =
                idp.request("/microservice/revocations/stream?after=" + revision)
                        .header("Accept", "text/event-stream")
                        .timeout(TIMEOUT)
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    idp.http().send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != OK) {
                answer.body().close();
                throw new IOException("idp answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connecting", e);
        }
    }

    @Override
    public Optional<IssuedToken> exchange(ApiKey key) throws IOException {
        HttpResponse<byte[]> answer =
                idp.send(
                        "POST",
                        "/microservice/api-keys/exchange",
                        Optional.of(Json.mapper().writeValueAsBytes(new Question(key.text()))),
                        TIMEOUT);
        return switch (answer.statusCode()) {
            case OK -> Optional.of(IssuedToken.read(answer.body()));
            case UNAUTHORIZED -> Optional.empty();
            default -> throw new IOException("idp answered " + answer.statusCode());
        };
    }

    private byte[] get(String path) throws IOException {
        HttpResponse<byte[]> answer = idp.send("GET", path, Optional.empty(), TIMEOUT);
        if (answer.statusCode() != OK) {
            throw new IOException("idp answered " + answer.statusCode());
        }
        return answer.body();
    }
}
