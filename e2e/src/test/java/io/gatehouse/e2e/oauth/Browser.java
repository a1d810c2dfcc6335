// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Connection.KeyVal;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A person's browser without scripts: it keeps cookies, follows redirects and sends forms, with the
 * headers and within the policies of a page that real ones have. An address outside the gate is
 * where it stops.
 */
final class Browser implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 10;

    private final URI gate;
    private final HttpClient http;
    private final CookieJar cookies = new CookieJar();

    Browser(Target target) {
        this.gate = target.url();
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .sslContext(target.tls())
                        .connectTimeout(LONGEST)
                        .followRedirects(HttpClient.Redirect.NEVER);
        target.address().ifPresent(builder::localAddress);
        this.http = builder.build();
    }

    /** Follows a link in a page of another site, such as that of a client. */
    Arrival open(URI address) {
        return arrive(address, request -> from("cross-site", request).GET(), Optional.empty());
    }

    /**
     * Fills in a form and sends it.
     *
     * @param answers by the ids of the fields
     */
    Arrival submit(Arrival.Page page, String id, Map<String, String> answers) {
        return send(page, page.form(id, answers), Map.of());
    }

    /**
     * Sends the form of a button.
     *
     * @param id of the button
     */
    Arrival press(Arrival.Page page, String id) {
        Element button = page.document().expectFirst("button#" + id);
        FormElement form = (FormElement) button.closest("form");
        return send(page, form, Map.of(button.attr("name"), button.attr("value")));
    }

    private Arrival send(Arrival.Page page, FormElement form, Map<String, String> pressed) {
        assertThat(form.attr("method")).isEqualToIgnoringCase("post");
        Map<String, String> fields = new LinkedHashMap<>(pressed);
        for (KeyVal field : form.formData()) {
            fields.put(field.key(), field.value());
        }
        URI action = URI.create(form.hasAttr("action") ? form.absUrl("action") : form.baseUri());
        Sending first =
                request ->
                        from("same-origin", request)
                                .header("Origin", page.origin())
                                .header("Content-Type", Form.TYPE)
                                .POST(BodyPublishers.ofString(Form.encode(fields)));
        return arrive(action, first, Optional.of(page));
    }

    /** Signs in on the page to which an authorization request leads. */
    URI signIn(URI authorization, Account account) {
        Arrival.Page page = open(authorization).page();
        return signIn(page, account).elsewhere();
    }

    Arrival signIn(Arrival.Page page, Account account) {
        return submit(
                page,
                "sign-in",
                Map.of("username", account.username(), "password", account.password()));
    }

    /** The first request of several, the rest of which only follow it. */
    private interface Sending {
        HttpRequest.Builder complete(HttpRequest.Builder request);
    }

    private Arrival arrive(URI first, Sending sending, Optional<Arrival.Page> page) {
        URI address = first;
        Sending next = sending;
        for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
            URI target = address;
            page.ifPresent(left -> left.assertFormMayLeadTo(target));
            if (!isGate(address)) {
                return new Arrival.Elsewhere(address);
            }
            HttpResponse<String> answer = send(next, address, page.isPresent());
            cookies.take(answer.headers());
            if (answer.statusCode() / 100 != 3) {
                return Arrival.Page.of(address, answer);
            }
            // After 307 and 308 a browser would send the password once more (RFC 9700, 4.12).
            assertThat(answer.statusCode()).isIn(302, 303);
            address = address.resolve(answer.headers().firstValue("location").orElseThrow());
            String site = page.isPresent() ? "same-origin" : "cross-site";
            next = request -> from(site, request).GET();
        }
        throw new AssertionError("redirects without end, at last to " + address.getPath());
    }

    private boolean isGate(URI address) {
        return gate.getScheme().equals(address.getScheme())
                && gate.getAuthority().equals(address.getAuthority());
    }

    private HttpResponse<String> send(Sending sending, URI address, boolean fromHere) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LONGEST);
        String held = cookies.header(fromHere);
        if (!held.isEmpty()) {
            request.header("Cookie", held);
        }
        try {
            return http.send(sending.complete(request).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer at " + address.getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static HttpRequest.Builder from(String site, HttpRequest.Builder request) {
        return request.header("Accept", "text/html,application/xhtml+xml")
                .header("Accept-Language", "en")
                .header("Sec-Fetch-Site", site)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
