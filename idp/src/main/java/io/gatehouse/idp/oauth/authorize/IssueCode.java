// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.openid.connect.sdk.OIDCError;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Answers an authorization request for somebody who is signed in, by a code or by an error. */
@ApplicationScoped
public class IssueCode {

    /** A client exchanges a code at once (OWASP ASVS 10.4.3). */
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final CodeRepository codes;
    private final RandomSecrets secrets;
    private final KeyedHash forms;
    private final RedirectAnswers answers;
    private final Clock clock;

    @Inject
    IssueCode(
            CodeRepository codes,
            RandomSecrets secrets,
            KeyedHash hash,
            RedirectAnswers answers,
            Clock clock) {
        this.codes = codes;
        this.secrets = secrets;
        this.forms = hash.purpose("oauth-code-of-a-form");
        this.answers = answers;
        this.clock = clock;
    }

    /** Whether the sign-in of a session is one that the request accepts. */
    boolean accepts(AuthorizationRequest request, BrowserSession session) {
        Instant oldest = request.person().maxAge().map(clock.instant()::minus).orElse(Instant.MIN);
        return request.lets(session.account()) && !session.authenticatedAt().isBefore(oldest);
    }

    /**
     * Lets nobody else in than whom the client expects, and as surely as it demands. A sign-in
     * proves all that its account has, so another one would be no surer.
     *
     * @throws ErrorRedirect {@code login_required} or {@code unmet_authentication_requirements}
     */
    void demandExpected(AuthorizationRequest request, BrowserSession session) {
        if (!request.lets(session.account())) {
            throw refused(request, OIDCError.LOGIN_REQUIRED);
        }
        if (request.person().twofold() && !session.assurance().isTwofold()) {
            throw refused(request, OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS);
        }
    }

    /** The redirect with a code, stored in the caller's transaction. */
    URI issue(StatelessSession database, AuthorizationRequest request, BrowserSession session) {
        return issue(database, request, session, secrets.next());
    }

    /**
     * The redirect with the code of a form that may be sent twice, stored in the caller's
     * transaction: the same code as long as nobody has exchanged it. Empty when somebody has, or
     * when its time is up.
     *
     * @param form the id of the form: 256 random bits that only its browser knows
     * @throws ErrorRedirect {@code login_required} when another person is signed in than the client
     *     expects, {@code unmet_authentication_requirements} when it demands a second factor that
     *     there was not
     */
    public Optional<URI> issueFor(
            StatelessSession database,
            AuthorizationRequest request,
            BrowserSession session,
            String form) {
        demandExpected(request, session);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(forms.hash(form));
        Optional<AuthorizationCode> before = codes.find(database, SecretHash.of(code));
        if (before.isEmpty()) {
            return Optional.of(issue(database, request, session, code));
        }
        return before.filter(it -> it.session().isEmpty() && !it.isExpired(clock.instant()))
                .map(_ -> answers.code(request.target(), code));
    }

    private URI issue(
            StatelessSession database,
            AuthorizationRequest request,
            BrowserSession session,
            String code) {
        AuthorizationRequest.Grant grant = request.grant();
        codes.insert(
                database,
                SecretHash.of(code),
                new AuthorizationCode(
                        new AuthorizationCode.Binding(
                                request.client().id(),
                                request.redirectUri(),
                                grant.challenge(),
                                grant.key()),
                        grant.scope(),
                        grant.audiences(),
                        grant.nonce(),
                        session.id(),
                        session.authenticatedAt(),
                        clock.instant().plus(LIFE),
                        Optional.empty(),
                        grant.claims()));
        return answers.code(request.target(), code);
    }

    /** The redirect with an error. */
    public ErrorRedirect refused(AuthorizationRequest request, ErrorObject error) {
        return answers.error(request.target(), error);
    }
}
