// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.openid.connect.sdk.OIDCError;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.browser.BrowserSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Answers an authorization request for somebody who is signed in, by a code or by an error. */
@ApplicationScoped
public class IssueCode {

    /** A client exchanges a code at once (OWASP ASVS 10.4.3). */
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final CodeRepository codes;
    private final RandomSecrets secrets;
    private final RedirectAnswers answers;
    private final Clock clock;

    @Inject
    IssueCode(CodeRepository codes, RandomSecrets secrets, RedirectAnswers answers, Clock clock) {
        this.codes = codes;
        this.secrets = secrets;
        this.answers = answers;
        this.clock = clock;
    }

    /** Whether the sign-in of a session is one that the request accepts. */
    boolean accepts(AuthorizationRequest request, BrowserSession session) {
        Instant oldest = request.person().maxAge().map(clock.instant()::minus).orElse(Instant.MIN);
        return isExpected(request, session) && !session.authenticatedAt().isBefore(oldest);
    }

    private static boolean isExpected(AuthorizationRequest request, BrowserSession session) {
        return request.person()
                .hint()
                .filter(hint -> !hint.account().equals(session.account()))
                .isEmpty();
    }

    /**
     * The redirect with a code, stored in the caller's transaction.
     *
     * @throws ErrorRedirect {@code login_required} when another person signed in than the client
     *     expects
     */
    public URI issue(
            StatelessSession database, AuthorizationRequest request, BrowserSession session) {
        if (!isExpected(request, session)) {
            throw refused(request, OIDCError.LOGIN_REQUIRED);
        }
        String code = secrets.next();
        AuthorizationRequest.Grant grant = request.grant();
        codes.insert(
                database,
                SecretHash.of(code),
                new AuthorizationCode(
                        new AuthorizationCode.Binding(
                                request.client().id(), request.redirectUri(), grant.challenge()),
                        grant.scope(),
                        grant.nonce(),
                        session.id(),
                        session.authenticatedAt(),
                        clock.instant().plus(LIFE),
                        Optional.empty()));
        return answers.code(request.target(), code);
    }

    ErrorRedirect refused(AuthorizationRequest request, ErrorObject error) {
        return answers.error(request.target(), error);
    }
}
