// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;

/** Exchanges a refresh token for new tokens, once (RFC 6749 section 6, RFC 9700 section 4.14.2). */
@ApplicationScoped
public class RefreshSession {

    private final RefreshTokens tokens;
    private final Sessions sessions;
    private final EndSession ending;
    private final Transactions transactions;

    private sealed interface Outcome {}

    private record Continued(Sessions.Opened opened) implements Outcome {}

    private record Reused() implements Outcome {}

    private record Over() implements Outcome {}

    @Inject
    RefreshSession(
            RefreshTokens tokens, Sessions sessions, EndSession ending, Transactions transactions) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.ending = ending;
        this.transactions = transactions;
    }

    /**
     * Replaces a refresh token of the sign-in of Gatehouse itself.
     *
     * @throws ProblemException {@code refresh_token_invalid}
     */
    public Sessions.Opened refresh(String presented) {
        return refresh(presented, Authorization.OWN.client(), _ -> {});
    }

    /**
     * Replaces a refresh token.
     *
     * @param client of which the token must be; another one's stays as it is
     * @param check of what was granted, before the token is used; it may throw
     * @throws ProblemException {@code refresh_token_invalid}
     */
    public Sessions.Opened refresh(String presented, String client, Consumer<Authorization> check) {
        RefreshToken token = tokens.parse(presented).orElseThrow(RefreshSession::refused);
        // Idempotent: a second run finds the token just used and returns the same successor.
        Outcome outcome =
                transactions.runIdempotent(database -> {
                    Optional<Sessions.Found> session =
                            sessions.findWithAccount(database, token.session())
                                    .filter(found -> isOf(client, found.family().session()));
                    session.ifPresent(
                            found -> check.accept(found.family().session().authorization()));
                    return session.filter(Sessions.Found::mayGoOn)
                            .<Outcome>map(found -> attempt(database, found, token))
                            .orElseGet(Over::new);
                });
        return switch (outcome) {
            case Continued continued -> continued.opened();
            case Reused reused -> {
                ending.announceReuse(token.session());
                throw refused();
            }
            case Over over -> throw refused();
        };
    }

    private static boolean isOf(String client, Session session) {
        return session.authorization().client().equals(client);
    }

    private Outcome attempt(StatelessSession database, Sessions.Found found, RefreshToken token) {
        Family family = found.family();
        Session session = family.session();
        return switch (family.judge(token, sessions.now())) {
            case ROTATE ->
                    new Continued(sessions.rotate(database, found.account(), session, token));
            case REPLAY -> new Continued(sessions.replay(found.account(), family, token));
            case REUSED -> {
                ending.endReused(database, session);
                yield new Reused();
            }
            case EXPIRED -> new Over();
        };
    }

    private static ProblemException refused() {
        return new ProblemException(
                ProblemCode.REFRESH_TOKEN_INVALID, "The refresh token is not valid any more.");
    }
}
