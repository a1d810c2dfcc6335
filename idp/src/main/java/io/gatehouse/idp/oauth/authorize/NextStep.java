// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import com.nimbusds.openid.connect.sdk.OIDCError;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import io.gatehouse.idp.oauth.browser.BrowserSessions;
import io.gatehouse.idp.oauth.consent.Consents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Says where an authorization request leads somebody who is signed in: back to the client, or first
 * to the page that asks for consent.
 *
 * <p>A request may demand a sign-in of its own. That there was one is then told to the page by a
 * tag in its URL, bound to the request and to the secret that this sign-in gave the browser.
 */
@ApplicationScoped
public class NextStep {

    /** How long a sign-in counts as one for the request, while the person decides. */
    private static final Duration DECIDING = Duration.ofMinutes(10);

    private final AuthorizationRequests requests;
    private final IssueCode codes;
    private final Consents consents;
    private final KeyedHash tags;
    private final Clock clock;

    @Inject
    NextStep(
            AuthorizationRequests requests,
            IssueCode codes,
            Consents consents,
            KeyedHash hash,
            Clock clock) {
        this.requests = requests;
        this.codes = codes;
        this.consents = consents;
        this.tags = hash.purpose("oauth-signed-in");
        this.clock = clock;
    }

    /**
     * For somebody who was signed in before, by a sign-in that the request accepts.
     *
     * @throws ErrorRedirect {@code consent_required} when the request lets no page be shown, {@code
     *     unmet_authentication_requirements} when it demands a second factor that there was not
     */
    URI silently(StatelessSession database, AuthorizationRequest request, BrowserSession session) {
        return next(database, request, session, page(request));
    }

    /**
     * For somebody who has just signed in for this request.
     *
     * @throws ErrorRedirect {@code login_required} when it is another person than the client
     *     expects, {@code unmet_authentication_requirements} as {@link #silently}
     */
    public URI afterSignIn(
            StatelessSession database,
            AuthorizationRequest request,
            BrowserSessions.Opened opened) {
        String page = page(request) + "&signed_in=" + tag(request, opened.secret());
        return next(database, request, opened.session(), page);
    }

    private URI next(
            StatelessSession database,
            AuthorizationRequest request,
            BrowserSession session,
            String page) {
        codes.demandExpected(request, session);
        if (!mustAsk(database, request, session)) {
            return codes.issue(database, request, session);
        }
        if (request.person().prompt() == AuthorizationRequest.Prompting.NEVER) {
            throw codes.refused(request, OIDCError.CONSENT_REQUIRED);
        }
        return URI.create(page);
    }

    private boolean mustAsk(
            StatelessSession database, AuthorizationRequest request, BrowserSession session) {
        return request.person().asked()
                || !consents.cover(
                        database, session.account(), request.client(), request.consentScope());
    }

    /**
     * Whether the page may ask in this session, or the person has to sign in for the request first.
     *
     * @param secret in the cookie of the session
     * @param tag in the URL of the page
     */
    public boolean mayAsk(
            AuthorizationRequest request,
            BrowserSession session,
            String secret,
            Optional<String> tag) {
        boolean signedInForIt =
                tag.filter(sent -> isEqual(sent, tag(request, secret))).isPresent()
                        && clock.instant().isBefore(session.authenticatedAt().plus(DECIDING));
        return signedInForIt || accepts(request, session);
    }

    /** Whether a sign-in of before counts for the request. */
    public boolean accepts(AuthorizationRequest request, BrowserSession session) {
        return request.person().prompt() != AuthorizationRequest.Prompting.ALWAYS
                && codes.accepts(request, session);
    }

    private static boolean isEqual(String sent, String expected) {
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private String page(AuthorizationRequest request) {
        return Endpoints.CONSENT + "?request=" + requests.compact(request);
    }

    private String tag(AuthorizationRequest request, String secret) {
        byte[] tag = tags.hash(requests.compact(request) + "\n" + secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    }
}
