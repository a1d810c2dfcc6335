// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
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
import java.util.Set;
import org.jsoup.Connection.KeyVal;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A person's browser without scripts: it keeps cookies, follows redirects and sends forms, with the
 * headers and within the policies of a page that real ones have. An address outside the sites that
 * it visits is where it stops.
 */
final class Browser implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 10;

    private static final Sending LINK = (request, site) -> from(site, request).GET();

    private final String gate;
    private final Set<String> sites;
    private final HttpClient toGate;
    private final CookieJar cookies = new CookieJar();
    // An application sets what cookies it likes, and its tests are not here.
    private final HttpClient toApplications;

    /** Visits the gate alone. */
    Browser(Target target) {
        this(target, Set.of(target.origin()));
    }

    /**
     * Visits these sites alone.
     *
     * @param sites origins: that of the gate, and those of applications
     */
    Browser(Target target, Set<String> sites) {
        this.gate = target.origin();
        this.sites = Set.copyOf(sites);
        HttpClient.Builder builder = patient().sslContext(target.tls());
        target.address().ifPresent(builder::localAddress);
        this.toGate = builder.build();
        this.toApplications = patient().cookieHandler(new CookieManager()).build();
    }

    private static HttpClient.Builder patient() {
        return HttpClient.newBuilder()
                .connectTimeout(LONGEST)
                .followRedirects(HttpClient.Redirect.NEVER);
    }

    /** Follows a link in a page of another site. */
    Arrival open(URI address) {
        return arrive(address, LINK, Optional.empty());
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
                (request, site) ->
                        from(site, request)
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

    /** The same, and allows a client of somebody else's what it asks for. */
    URI allow(URI authorization, Account account) {
        return press(signIn(open(authorization).page(), account).page(), "allow").elsewhere();
    }

    Arrival signIn(Arrival.Page page, Account account) {
        return submit(
                page,
                "sign-in",
                Map.of("username", account.username(), "password", account.password()));
    }

    /** The first request of several, the rest of which only follow it. */
    private interface Sending {
        /**
         * Completes it.
         *
         * @param site what {@code Sec-Fetch-Site} says of where it comes from
         */
        void complete(HttpRequest.Builder request, String site);
    }

    private Arrival arrive(URI first, Sending sending, Optional<Arrival.Page> page) {
        URI address = first;
        Sending next = sending;
        boolean fromHere = page.isPresent();
        for (int redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
            URI target = address;
            page.ifPresent(left -> left.assertFormMayLeadTo(target));
            if (!sites.contains(origin(target))) {
                return new Arrival.Elsewhere(target);
            }
            // What has once left its site comes from elsewhere ever after.
            fromHere &= page.filter(it -> origin(it.address()).equals(origin(target))).isPresent();
            HttpResponse<String> answer = send(next, target, fromHere);
            if (answer.statusCode() / 100 != 3) {
                return Arrival.Page.of(target, answer);
            }
            // After 307 and 308 a browser would send the password once more (RFC 9700, 4.12).
            assertThat(answer.statusCode()).isIn(302, 303);
            address = target.resolve(answer.headers().firstValue("location").orElseThrow());
            next = LINK;
        }
        throw new AssertionError("redirects without end, at last to " + address.getPath());
    }

    private HttpResponse<String> send(Sending sending, URI address, boolean fromHere) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LONGEST);
        sending.complete(request, fromHere ? "same-origin" : "cross-site");
        if (!origin(address).equals(gate)) {
            return send(toApplications, request.build());
        }
        String held = cookies.header(fromHere);
        if (!held.isEmpty()) {
            request.header("Cookie", held);
        }
        HttpResponse<String> answer = send(toGate, request.build());
        cookies.take(answer.headers());
        return answer;
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer at " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
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
        toGate.shutdownNow();
        toApplications.shutdownNow();
    }
}
