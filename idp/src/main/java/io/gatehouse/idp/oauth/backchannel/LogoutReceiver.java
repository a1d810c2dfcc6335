// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import io.gatehouse.common.work.TimeLimit;
import io.gatehouse.idp.IdpConfig;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.altindag.ssl.SSLFactory;

/**
 * Sends logout tokens to clients (OpenID Connect Back-Channel Logout 1.0 section 2.5). A client
 * names where, so a name is looked up once, its address is judged, and the connection goes to just
 * that address: a second look-up could give another. No redirect is followed, and no body is read.
 */
@ApplicationScoped
class LogoutReceiver {

    private static final int BAD_REQUEST = 400;

    private final IdpConfig.BackChannel config;
    private final Tls tls;

    /** A look-up cannot be interrupted, and would keep the carrier of a virtual thread. */
    private final ExecutorService lookUps =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("look-up-", 0).factory());

    /** An exchange in a virtual thread ends, with its connection, when it is interrupted. */
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    LogoutReceiver(IdpConfig config) {
        this(config.backChannel());
    }

    LogoutReceiver(IdpConfig.BackChannel config) {
        this.config = config;
        SSLFactory.Builder trust = SSLFactory.builder().withDefaultTrustMaterial();
        if (!config.authorities().isEmpty()) {
            trust.withTrustMaterial(config.authorities());
        }
        this.tls = Tls.builder().sslContext(trust.build().getSslContext()).build();
    }

    @PreDestroy
    void close() {
        lookUps.shutdownNow();
        exchanges.shutdownNow();
    }

    /** Sends a token, within twice the timeout. */
    Outcome send(URI uri, String token) {
        Optional<List<InetAddress>> found =
                new TimeLimit(config.timeout(), lookUps).result(() -> addresses(uri.getHost()));
        if (found.isEmpty()) {
            return Outcome.UNREACHABLE;
        }
        return found.get().stream()
                .filter(address -> config.privateAddresses() || PublicAddresses.include(address))
                .findFirst()
                .map(address ->
                        new TimeLimit(config.timeout(), exchanges)
                                .result(() -> post(address, uri, token))
                                .map(LogoutReceiver::outcome)
                                .orElse(Outcome.UNREACHABLE))
                .orElse(Outcome.FORBIDDEN);
    }

    // Each with the name that its certificate must have: for a number, the client of HTTP would
    // ask the DNS for one, and take what that says.
    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            named.add(InetAddress.getByAddress(host, address.getAddress()));
        }
        return named;
    }

    private int post(InetAddress address, URI uri, String token) {
        Http1Client client =
                Http1Client.builder()
                        .dnsResolver((_, _) -> address)
                        .tls(tls)
                        .proxy(Proxy.noProxy())
                        .followRedirects(false)
                        .keepAlive(false)
                        .shareConnectionCache(false)
                        .servicesDiscoverServices(false)
                        .connectTimeout(config.timeout())
                        .readTimeout(config.timeout())
                        .build();
        try (Http1ClientResponse response =
                client.post()
                        .skipUriEncoding(true)
                        // As a text, which stays as it is.
                        .uri(uri.toASCIIString())
                        .header(HeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .header(HeaderNames.USER_AGENT, "Gatehouse")
                        .submit(
                                "logout_token="
                                        + URLEncoder.encode(token, StandardCharsets.UTF_8))) {
            return response.status().code();
        } finally {
            client.closeResource();
        }
    }

    private static Outcome outcome(int status) {
        if (status == BAD_REQUEST) {
            return Outcome.REFUSED;
        }
        return status / 100 == 2 ? Outcome.DELIVERED : Outcome.FAILED;
    }
}
