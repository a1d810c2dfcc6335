// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import static io.gatehouse.idp.Authenticator.TOTP;
import static io.gatehouse.idp.Authenticator.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners enrol and remove second factors, and nobody else does. */
@ExtendWith(IdpServer.class)
class FactorIT {
    private static final String FACTORS = "/accounts/me/factors";
    private static final String RECOVERY = FACTORS + "/recovery-codes";

    private final Person person = Person.register();

    @Test
    void beginWhenThePasswordIsRightThenASecretOnceThatCountsForNothingYet() {
        var begun = person.gate().post(TOTP, proof(person.password()));

        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.header("cache-control")).hasValue("no-store");
        assertThat(begun.field("uri"))
                .isEqualTo(
                        "otpauth://totp/localhost:%s?secret=%s&issuer=localhost&algorithm=SHA1&digits=6&period=30",
                        person.username(), begun.field("secret"));
        assertThat(person.gate().get(FACTORS).json().path("factors")).isEmpty();
        assertThat(person.tryLogin().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong password", ""})
    void beginWhenThePasswordIsWrongThenRefused(String password) {
        var answer = person.gate().post(TOTP, proof(password));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").asText())
                .isEqualTo("currentPassword");
        assertThat(factors()).isZero();
    }

    @Test
    void beginWhenItIsDoneAgainThenTheFirstSecretIsWorthless() {
        var first = Authenticator.begin(person);
        var second = Authenticator.begin(person);

        assertThat(first.confirm(first.at(0)).status()).isEqualTo(422);
        assertThat(second.confirm(second.at(0)).status()).isEqualTo(200);
    }

    @Test
    void beginWhenThereIsAFactorThenACodeOfItIsNeeded() {
        var enrolled = Authenticator.enrol(person);

        var without = person.gate().post(TOTP, proof(person.password()));
        var wrong = person.gate().post(TOTP, proof(person.password(), "000000x"));
        var right = person.gate().post(TOTP, proof(person.password(), enrolled.code()));

        assertThat(List.of(without.status(), wrong.status(), right.status()))
                .containsExactly(422, 422, 200);
        assertThat(without.json().path("errors").get(0).path("field").asText()).isEqualTo("code");
        // The one that there is stays until the other one is confirmed.
        assertThat(enrolled.login(enrolled.code()).status()).isEqualTo(200);
        var other = Authenticator.of(person, right);
        assertThat(other.confirm(other.at(0)).status()).isEqualTo(200);
        assertThat(enrolled.login(enrolled.code()).status()).isEqualTo(401);
        assertThat(other.login(other.code()).status()).isEqualTo(200);
    }

    @Test
    void confirmWhenTheCodeIsRightThenEnrolledAndSignedOut() {
        var login = person.login();
        var begun = Authenticator.begin(person);

        var answer = begun.confirm(begun.at(0));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("cache-control")).hasValue("no-store");
        assertThat(answer.json().path("recoveryCodes")).hasSize(10);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        assertThat(denials()).isOne();
        var held = person.gate().get(FACTORS).json();
        assertThat(held.path("factors").get(0).path("kind").asText()).isEqualTo("totp");
        assertThat(held.path("recoveryCodes").asInt()).isEqualTo(10);
        assertThat(Gate.admin().get("/admin/users/" + person.id()).field("secondFactor"))
                .isEqualTo("true");
    }

    /** The code that enrols is used up by it. */
    @Test
    void loginWhenTheCodeIsThatOfTheEnrolmentThenRefused() {
        var begun = Authenticator.begin(person);
        String code = begun.at(0);
        begun.confirm(code);

        assertThat(begun.login(code).code()).isEqualTo("second_factor_invalid");
    }

    @Test
    void confirmWhenSentAgainOrWithAnotherCodeThenNothingWaits() {
        var enrolled = Authenticator.enrol(person);

        assertThat(enrolled.confirm(enrolled.at(0)).status()).isEqualTo(404);
        assertThat(enrolled.confirm(enrolled.at(1)).status()).isEqualTo(404);
        assertThat(person.gate().get(FACTORS).json().path("recoveryCodes").asInt()).isEqualTo(10);
    }

    @Test
    void confirmWhenAHundredComeAtOnceThenOneEnrols() {
        var begun = Authenticator.begin(person);
        String code = begun.at(0);

        List<Integer> statuses = Parallel.times(100, () -> begun.confirm(code).status());

        assertThat(Collections.frequency(statuses, 200)).isOne();
        assertThat(factors()).isOne();
        assertThat(codes()).isEqualTo(10);
    }

    @Test
    void confirmWhenTheEnrolmentIsOldThenNothingWaits() {
        var begun = Authenticator.begin(person);
        Rows.update(
                "UPDATE second_factors SET begun_at = now() - INTERVAL '10 minutes' WHERE account_id = ?",
                person.id());

        assertThat(begun.confirm(begun.at(0)).status()).isEqualTo(404);
        assertThat(person.tryLogin().status()).isEqualTo(200);
    }

    @Test
    void cleanupWhenAnEnrolmentIsOldThenThatAloneGoes() {
        Authenticator.begin(person);
        var enrolled = Person.register();
        Authenticator.enrol(enrolled);
        var waiting = Person.register();
        Authenticator.begin(waiting);
        for (var old : List.of(person, enrolled)) {
            Rows.update(
                    "UPDATE second_factors SET begun_at = now() - INTERVAL '11 minutes' WHERE account_id = ?",
                    old.id());
        }
        Transactions transactions = CDI.current().select(Transactions.class).get();
        FactorRepository repository = CDI.current().select(FactorRepository.class).get();

        transactions.run(database ->
                repository.deletePending(database, Instant.now().minus(EnrolTotp.LIFE), 1000));

        assertThat(rows(person)).isZero();
        assertThat(rows(enrolled)).isOne();
        assertThat(rows(waiting)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "12 345", "abcdef", "١٢٣٤٥٦"})
    void confirmWhenTheCodeIsNoneThenRefusedAndTheNextMayBeRight(String code) {
        var begun = Authenticator.begin(person);

        assertThat(begun.confirm(code).status()).isEqualTo(422);
        assertThat(begun.confirm(begun.at(0)).status()).isEqualTo(200);
    }

    @Test
    void removeWhenProvedThenGoneWithItsCodesAndSignedOut() {
        var enrolled = Authenticator.enrol(person);
        var login = enrolled.login(enrolled.code());

        var answer = person.gate().send("DELETE", TOTP, proof(person.password(), enrolled.code()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        assertThat(factors()).isZero();
        assertThat(codes()).isZero();
        assertThat(person.tryLogin().status()).isEqualTo(200);
        assertThat(person.gate().send("DELETE", TOTP, proof(person.password())).status())
                .isEqualTo(404);
    }

    @Test
    void removeWhenSomethingIsMissingThenItStays() {
        var enrolled = Authenticator.enrol(person);

        for (String proof :
                List.of(
                        proof("wrong password", enrolled.code()),
                        proof(person.password()),
                        proof(person.password(), enrolled.at(9)))) {
            assertThat(person.gate().send("DELETE", TOTP, proof).status()).isEqualTo(422);
        }

        assertThat(factors()).isOne();
    }

    /** Whoever has lost the phone needs no administrator. */
    @Test
    void removeWhenTheCodeIsForRecoveryThenGone() {
        var enrolled = Authenticator.enrol(person);
        String code = enrolled.recoveryCodes().getFirst();

        assertThat(person.gate().send("DELETE", TOTP, proof(person.password(), code)).status())
                .isEqualTo(204);
    }

    @Test
    void renewWhenProvedThenTheOldCodesAreWorthless() {
        var enrolled = Authenticator.enrol(person);

        var answer = person.gate().post(RECOVERY, proof(person.password(), enrolled.code()));

        assertThat(answer.status()).isEqualTo(200);
        String fresh = answer.json().path("recoveryCodes").get(0).asText();
        assertThat(enrolled.login(enrolled.recoveryCodes().getFirst()).status()).isEqualTo(401);
        assertThat(enrolled.login(fresh).status()).isEqualTo(200);
        assertThat(codes()).isEqualTo(9);
    }

    @Test
    void renewWhenThereIsNoFactorThenNotFound() {
        assertThat(person.gate().post(RECOVERY, proof(person.password())).status()).isEqualTo(404);
    }

    @Test
    void adminWhenTheFactorsAreRemovedThenAPasswordIsEnoughAndAllAreSignedOut() {
        var enrolled = Authenticator.enrol(person);
        var login = enrolled.login(enrolled.code());
        String path = "/admin/users/" + person.id() + "/factors";

        assertThat(person.gate().send("DELETE", path).status()).isEqualTo(403);
        assertThat(Gate.admin().send("DELETE", path).status()).isEqualTo(204);

        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        var again = person.login();
        assertThat(factors() + codes()).isZero();
        // Nothing is left to remove, so nobody is signed out by it.
        assertThat(Gate.admin().send("DELETE", path).status()).isEqualTo(204);
        assertThat(Person.refresh(again.field("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void adminWhenThereIsNoSuchAccountThenNotFound() {
        String path = "/admin/users/0190a1b2-0000-4000-8000-000000000001/factors";

        assertThat(Gate.admin().send("DELETE", path).status()).isEqualTo(404);
    }

    @Test
    void secretWhenStoredThenSealedAndNowhereInTheLog() {
        var begun = person.gate().post(TOTP, proof(person.password()));
        var authenticator = Authenticator.of(person, begun);
        HttpAnswer confirmed = authenticator.confirm(authenticator.at(0));

        assertThat(
                        Rows.bytes(
                                "SELECT secret_sealed FROM second_factors WHERE account_id = ?",
                                person.id()))
                .hasSizeGreaterThan(Totp.SECRET_BYTES);
        assertThat(IdpServer.logged())
                .doesNotContain(
                        begun.field("secret"),
                        confirmed.json().path("recoveryCodes").get(0).asText());
    }

    /** The statement itself lets one pass, whatever is counted before it. */
    @Test
    void useWhenAHundredComeAtOnceThenOnePasses() {
        Authenticator.enrol(person);
        Transactions transactions = CDI.current().select(Transactions.class).get();
        FactorRepository repository = CDI.current().select(FactorRepository.class).get();
        var id =
                transactions
                        .read(database -> repository.secret(database, person.id(), FactorKind.TOTP))
                        .map(StoredSecret::id)
                        .orElseThrow();

        List<Boolean> passed =
                Parallel.times(
                        100,
                        () ->
                                transactions.run(
                                        database -> repository.use(database, id, Long.MAX_VALUE)));

        assertThat(Collections.frequency(passed, true)).isOne();
    }

    private static long rows(Person owner) {
        return Rows.count("SELECT count(*) FROM second_factors WHERE account_id = ?", owner.id());
    }

    private long factors() {
        return Rows.count(
                "SELECT count(*) FROM second_factors WHERE account_id = ? AND enrolled",
                person.id());
    }

    private long codes() {
        return Rows.count("SELECT count(*) FROM recovery_codes WHERE account_id = ?", person.id());
    }

    private long denials() {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE value = ?", person.id().toString());
    }
}
