// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static io.gatehouse.common.web.server.Metrics.named;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The counters of this service; dashboards and alerts depend on their names. */
@ApplicationScoped
public class IdpMetrics {

    private static final String OUTCOME = "outcome";

    private static final Metadata LOGINS = named("idp_logins", "Sign-ins that ended, by outcome.");
    private static final Metadata GUESSES =
            named(
                    "idp_guesses_refused",
                    "Passwords and codes not looked at: too many were tried before.");
    private static final Metadata SECOND_FACTORS =
            named("idp_second_factors", "Codes beside a password that were tried, by outcome.");
    private static final Metadata TOKENS =
            named("idp_tokens", "Access tokens issued, by what they were given for.");
    private static final Metadata REVOCATIONS =
            named("idp_revocations", "Entries made in the deny list, by what they name.");
    private static final Metadata REUSES =
            named("idp_refresh_reuse", "Refresh tokens used twice, which ended their session.");

    private static final Metadata LOGOUT_TOKENS =
            named("idp_logout_tokens", "Attempts to tell a client of a logout, by outcome.");

    private static final Metadata MAILS =
            named("idp_mails", "Attempts to send a mail, by outcome.");

    private static final Metadata KEY_CANARIES =
            named("idp_key_canaries", "Tokens by the next key that were tried, by outcome.");

    private final MetricRegistry registry;

    /** The outcome of a sign-in. */
    public enum Login {
        SUCCESS,
        REFUSED,
        BUSY
    }

    /** What became of a code beside a password. */
    public enum SecondFactor {
        ACCEPTED,
        /** A recovery code was accepted. */
        RECOVERED,
        REFUSED
    }

    @Inject
    IdpMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /**
     * Shows what an alert watches before it happens: an increase is seen of what was there before.
     */
    public void begin() {
        registry.counter(LOGOUT_TOKENS, new Tag(OUTCOME, "given_up"));
        registry.counter(MAILS, new Tag(OUTCOME, "given_up"));
        registry.counter(MAILS, new Tag(OUTCOME, "refused"));
        registry.counter(GUESSES);
    }

    public void login(Login outcome) {
        count(LOGINS, OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
    }

    public void secondFactor(SecondFactor outcome) {
        count(SECOND_FACTORS, OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
    }

    /** Counts an attempt to prove an account that came too soon after others. */
    public void guessRefused() {
        registry.counter(GUESSES).inc();
    }

    /**
     * Counts an access token; the way is {@code login}, {@code refresh}, {@code code}, {@code
     * device}, {@code exchange}, {@code client} or {@code api_key}.
     */
    public void issued(String way) {
        count(TOKENS, "way", way);
    }

    public void revoked(String kind) {
        count(REVOCATIONS, "kind", kind);
    }

    /** Counts a session that ended because its refresh token was used twice. */
    public void reused() {
        registry.counter(REUSES).inc();
    }

    /** Counts an attempt to send a logout token. */
    public void logoutToken(String outcome) {
        count(LOGOUT_TOKENS, OUTCOME, outcome);
    }

    /** Counts an attempt to send a mail. */
    public void mail(String outcome) {
        count(MAILS, OUTCOME, outcome);
    }

    /** Counts a token by the next signing key that was tried at the gate. */
    public void keyCanary(String outcome) {
        count(KEY_CANARIES, OUTCOME, outcome);
    }

    private void count(Metadata metric, String tag, String value) {
        registry.counter(metric, new Tag(tag, value)).inc();
    }
}
