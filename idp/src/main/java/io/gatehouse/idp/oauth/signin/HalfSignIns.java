// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.factor.CodeCheck;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.StatelessSession;

/**
 * Writes and reads what the page that asks for a code holds of the password that was proved before:
 * the account, since when, and a tag (HMAC-SHA-256). Nothing is stored for somebody who never goes
 * on.
 *
 * <p>The tag is bound to the request and the browser, and to the state of the account: another
 * password, a change that made its tokens worthless, and each code that is used make it worthless,
 * so it counts once at most.
 */
@ApplicationScoped
class HalfSignIns {

    static final Duration LIFE = Duration.ofMinutes(5);

    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([0-9]{1,12})\\.([\\w-]{43})");

    private final AccountRepository accounts;
    private final CodeCheck codes;
    private final KeyedHash tags;
    private final Clock clock;

    /** What a half sign-in is bound to besides the account. */
    record Binding(SignInRequest request, BrowserCookies.FormKey key) {}

    @Inject
    HalfSignIns(AccountRepository accounts, CodeCheck codes, KeyedHash hash, Clock clock) {
        this.accounts = accounts;
        this.codes = codes;
        this.tags = hash.purpose("half-sign-in");
        this.clock = clock;
    }

    /** One whose password was proved just now. */
    String write(StatelessSession database, Binding binding, StoredAccount account) {
        return write(database, binding, account, clock.instant());
    }

    /**
     * One whose password was proved before.
     *
     * @param since when
     */
    String write(StatelessSession database, Binding binding, StoredAccount account, Instant since) {
        long seconds = since.getEpochSecond();
        return account.account().id()
                + "."
                + seconds
                + "."
                + tag(database, binding, account, seconds);
    }

    /** The account of one that counts still, as it is now. */
    Optional<Account> read(StatelessSession database, Binding binding, String half) {
        Matcher parts = FORM.matcher(half);
        if (!parts.matches() || !isRecent(Instant.ofEpochSecond(Long.parseLong(parts.group(2))))) {
            return Optional.empty();
        }
        byte[] sent = parts.group(3).getBytes(US_ASCII);
        return accounts.byId(database, UUID.fromString(parts.group(1)))
                .filter(account -> {
                    long seconds = Long.parseLong(parts.group(2));
                    String expected = tag(database, binding, account, seconds);
                    return MessageDigest.isEqual(sent, expected.getBytes(US_ASCII));
                })
                .map(StoredAccount::account)
                .filter(account -> account.enabled() && account.secondFactor());
    }

    /** Whether a password that was proved at a time needs not be proved again. */
    boolean isRecent(Instant since) {
        return clock.instant().isBefore(since.plus(LIFE));
    }

    private String tag(
            StatelessSession database, Binding binding, StoredAccount account, long seconds) {
        String bound =
                String.join(
                        "\n",
                        binding.key().value(),
                        binding.request().query(),
                        account.account().id().toString(),
                        Long.toString(seconds),
                        Long.toString(account.passwordVersion()),
                        Long.toString(account.account().notBefore()),
                        codes.mark(database, account.account().id()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(tags.hash(bound));
    }
}
