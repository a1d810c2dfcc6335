// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.factor.CodeCheck;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.browser.Visitors;
import io.gatehouse.idp.password.PasswordCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.hibernate.StatelessSession;

/**
 * Signs in with user name and password in a browser, and with a code where the account has a second
 * factor. An unknown name, a disabled account and a wrong password look alike: the same read, the
 * same hash, the same response.
 */
@ApplicationScoped
class SignInForBrowser {

    private final PasswordCheck check;
    private final CodeCheck codes;
    private final AccountRepository accounts;
    private final Visitors visitors;
    private final HalfSignIns halves;
    private final EnterBrowser entering;
    private final Trail trail;
    private final Transactions transactions;

    /** What was typed. */
    record Typed(String username, String password) {

        /** Omits both: people type a password where the name belongs. */
        @Override
        public String toString() {
            return "Typed[]";
        }
    }

    /** What comes of an attempt. */
    sealed interface Outcome {}

    record Done(SignedInBrowser signedIn) implements Outcome {}

    /** The name or the password is wrong. */
    record Refused() implements Outcome {}

    /** The password is right; a code has to follow. */
    record CodeNeeded(String half) implements Outcome {}

    /** The code is not right; another one may be. */
    record CodeRefused(String half) implements Outcome {}

    /** The password has to be proved again, for any reason. */
    record Over() implements Outcome {}

    @Inject
    SignInForBrowser(
            PasswordCheck check,
            CodeCheck codes,
            AccountRepository accounts,
            Visitors visitors,
            HalfSignIns halves,
            EnterBrowser entering,
            Trail trail,
            Transactions transactions) {
        this.check = check;
        this.codes = codes;
        this.accounts = accounts;
        this.visitors = visitors;
        this.halves = halves;
        this.entering = entering;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** Signs in, as far as a password does. */
    Outcome signIn(SignInRequest request, Typed typed, AskingBrowser browser) {
        Outcome outcome =
                check.check(typed.username(), typed.password(), browser.source())
                        .map(checked ->
                                transactions.run(
                                        database -> signIn(database, request, checked, browser)))
                        .orElseGet(Refused::new);
        if (outcome instanceof Done done) {
            entering.announce(done.signedIn());
        }
        return outcome;
    }

    // During hashing, the password may have been changed or the account disabled.
    private Outcome signIn(
            StatelessSession database,
            SignInRequest request,
            StoredAccount checked,
            AskingBrowser browser) {
        Optional<StoredAccount> now =
                accounts.byId(database, checked.account().id()).filter(checked::stillHolds);
        if (now.isEmpty()) {
            return new Refused();
        }
        Account account = now.get().account();
        if (!account.secondFactor()) {
            return new Done(enter(database, request, account, browser));
        }
        trail.append(database, CodeCheck.needed(account.id()));
        return new CodeNeeded(halves.write(database, binding(request, browser), now.get()));
    }

    private SignedInBrowser enter(
            StatelessSession database,
            SignInRequest request,
            Account account,
            AskingBrowser browser) {
        return entering.enter(
                database, request, account, Assurance.demandedOf(account), browser.session());
    }

    /** Goes on with a code after a password was proved. */
    Outcome finish(SignInRequest request, String half, String code, AskingBrowser browser) {
        HalfSignIns.Binding binding = binding(request, browser);
        Optional<Account> proved =
                transactions.read(database -> halves.read(database, binding, half));
        if (proved.isEmpty()) {
            return new Over();
        }
        Optional<SignedInBrowser> signedIn =
                codes.ifRight(
                        proved.get(),
                        code,
                        browser.source(),
                        database -> halves.read(database, binding, half).isPresent(),
                        database -> Optional.of(enter(database, request, proved.get(), browser)));
        signedIn.ifPresent(entering::announce);
        return signedIn.<Outcome>map(Done::new).orElseGet(() -> new CodeRefused(half));
    }

    /**
     * Goes on from a sign-in of before to which the code is missing, if its password was proved
     * lately and the request accepts that.
     */
    Optional<CodeNeeded> stepUp(SignInRequest request, AskingBrowser browser) {
        return browser.session()
                .flatMap(secret ->
                        transactions.run(database ->
                                visitors.withoutCode(database, secret)
                                        .map(Visitor::session)
                                        .filter(it -> halves.isRecent(it.authenticatedAt()))
                                        .filter(it -> entering.accepts(request, it))
                                        .flatMap(it ->
                                                accounts.byId(database, it.account())
                                                        .map(account ->
                                                                halves.write(
                                                                        database,
                                                                        binding(request, browser),
                                                                        account,
                                                                        it.authenticatedAt())))))
                .map(CodeNeeded::new);
    }

    private static HalfSignIns.Binding binding(SignInRequest request, AskingBrowser browser) {
        return new HalfSignIns.Binding(request, browser.key());
    }

    /** Signs in with an account that was made just now. */
    SignedInBrowser enter(SignInRequest request, Account account, AskingBrowser browser) {
        SignedInBrowser signedIn =
                transactions.run(database -> enter(database, request, account, browser));
        entering.announce(signedIn);
        return signedIn;
    }
}
