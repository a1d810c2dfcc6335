// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.bench.Api;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/**
 * A browser of the person: it keeps the cookies of one peer, follows redirects, and signs in
 * wherever it is shown a form. Used by one thread.
 */
final class PeerBrowser {
    private static final int MOST_STEPS = 10;

    /** The pair of RFC 7636 appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final Peer peer;
    private final String request;
    private final Map<String, String> cookies = new HashMap<>();

    PeerBrowser(Peer peer) {
        this.peer = peer;
        this.request = peer.paths().authorize() + "?" + query(peer.client());
    }

    private static String query(Peer.Client client) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.id());
        parameters.put("redirect_uri", Peer.CALLBACK);
        parameters.put("scope", "openid profile email");
        parameters.put("state", "af0ifjsldkj");
        parameters.put("nonce", "n-0S6_WzA2Mj");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /**
     * The tokens of a new session of the client; the person types a password only when this browser
     * is not signed in.
     *
     * @throws IllegalStateException when there are none
     */
    Api.Reply tokens() {
        return peer.api()
                .with(peer.client().authorization())
                .form(
                        peer.paths().token(),
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "redirect_uri",
                                Peer.CALLBACK,
                                "code_verifier",
                                VERIFIER,
                                "code",
                                code()))
                .expect(200);
    }

    private String code() {
        Api.Reply reply = visit(request);
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<String> location = reply.headers().firstValue("Location");
            if (location.filter(to -> to.startsWith(Peer.CALLBACK)).isPresent()) {
                return code(URI.create(location.get()));
            }
            reply = location.isPresent() ? visit(location.get()) : signIn(reply);
        }
        throw new IllegalStateException(peer.name() + " redirects without end");
    }

    private static String code(URI callback) {
        return List.of(callback.getRawQuery().split("&")).stream()
                .filter(parameter -> parameter.startsWith("code="))
                .map(parameter -> parameter.substring("code=".length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no code, but an error"));
    }

    private Api.Reply visit(String address) {
        return kept(api().get(path(address)));
    }

    private Api.Reply signIn(Api.Reply page) {
        FormElement form = Jsoup.parse(page.expect(200).body()).expectForm("form[method=post]");
        Map<String, String> fields = new LinkedHashMap<>();
        form.formData().forEach(field -> fields.put(field.key(), field.value()));
        fields.putAll(peer.credentials());
        return kept(api().form(path(form.attr("action")), fields));
    }

    private Api api() {
        String header =
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        Map<String, String> ofABrowser =
                Map.of("Accept", "text/html", "Sec-Fetch-Site", "same-origin");
        Api api = peer.api().with(ofABrowser);
        return header.isEmpty() ? api : api.with(Map.of("Cookie", header));
    }

    private Api.Reply kept(Api.Reply reply) {
        reply.headers().allValues("Set-Cookie").stream()
                .flatMap(line -> HttpCookie.parse("Set-Cookie: " + line).stream())
                .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
        return reply;
    }

    /** Where the peer is known by another name, only what follows the name counts here. */
    private static String path(String address) {
        URI uri = URI.create(address);
        return uri.getRawQuery() == null
                ? uri.getRawPath()
                : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
