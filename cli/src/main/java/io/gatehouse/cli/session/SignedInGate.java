// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.session;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Gate;
import io.gatehouse.cli.gate.RetryPolicy;
import io.gatehouse.cli.wire.RefreshRequest;
import io.gatehouse.cli.wire.Tokens;
import java.time.Clock;
import java.util.Optional;

/** The gate for a signed-in user: adds the access token to each call and refreshes it. */
public final class SignedInGate {

    private final Gate gate;
    private final SessionFile file;
    private final Clock clock;
    private final Optional<String> reason;

    /**
     * @param reason of what is done, for the audit trail
     */
    public SignedInGate(Gate gate, SessionFile file, Clock clock, Optional<String> reason) {
        this.gate = requireNonNull(gate, "gate");
        this.file = requireNonNull(file, "file");
        this.clock = requireNonNull(clock, "clock");
        this.reason = requireNonNull(reason, "reason");
    }

    /**
     * Sends a call with the access token; refreshes the token when it expires soon or is refused.
     *
     * @return the response, whose status is 2xx
     * @throws Failure for any other response, or without a session
     */
    public Answer send(Call call) {
        Session session = current();
        if (session.expiresSoon(clock.instant())) {
            session = successor(session);
        }
        Answer answer = gate.send(authorized(call, session));
        if (isTokenRefused(answer)) {
            // The gate refused the token before any service got the call, so a retry cannot act
            // twice. A new token may be valid where the old one was revoked, as after a change of
            // roles.
            answer = gate.send(authorized(call, successor(session)));
        }
        return answer.orThrow();
    }

    public Optional<Session> session() {
        return file.read(url());
    }

    public void signedIn(String username, Tokens tokens) {
        file.write(url(), Session.of(username, tokens, clock.instant()));
    }

    public void forget() {
        file.remove(url());
    }

    private Session current() {
        return session().orElseThrow(this::notSignedIn);
    }

    /** Advice to sign in is of no use when the gate is away, so the gate is called first. */
    private Failure notSignedIn() {
        gate.send(Call.get("/authentication/whoami"));
        return new Failure.NotSignedIn("Not signed in at " + url() + ".");
    }

    private Session successor(Session stale) {
        return file.locked(() -> {
            Session latest = current();
            boolean renewed = !latest.accessToken().equals(stale.accessToken());
            return renewed ? latest : refresh(latest);
        });
    }

    private Session refresh(Session stale) {
        Call call = Call.post("/authentication/refresh", new RefreshRequest(stale.refreshToken()));
        Answer answer = gate.send(call.in(RetryPolicy.SWIFT));
        if (answer.status() == 401) {
            forget();
            throw new Failure.NotSignedIn("The session at " + url() + " is over.");
        }
        Tokens tokens = answer.orThrow().as(Tokens.class);
        Session fresh = Session.of(stale.username(), tokens, clock.instant());
        file.write(url(), fresh);
        return fresh;
    }

    private static boolean isTokenRefused(Answer answer) {
        return answer.status() == 401 && answer.problem().code().startsWith("token_");
    }

    private Call authorized(Call call, Session session) {
        Call authorized = call.with("Authorization", "Bearer " + session.accessToken());
        return reason.map(why -> authorized.with("X-Request-Reason", why)).orElse(authorized);
    }

    private String url() {
        return gate.base().toString();
    }
}
