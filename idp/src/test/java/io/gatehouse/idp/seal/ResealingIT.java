// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

import static io.gatehouse.idp.IdpServer.MAILS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.mail.MailServer;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an older key sealed is sealed anew, and can be read before and after. */
@ExtendWith(IdpServer.class)
class ResealingIT {
    private static final String SEALED = "SELECT email_sealed FROM accounts WHERE id = ?";

    private static final String WAITING =
            """
            SELECT convert_to(payload, 'UTF8') FROM outbox_message
            WHERE topic = 'mail' AND message_key LIKE ?
            ORDER BY added_at DESC LIMIT 1
            """;

    private final Resealing resealing = CDI.current().select(Resealing.class).get();
    private final SealingKeys keys = CDI.current().select(SealingKeys.class).get();
    private final SealingKeys older =
            SealingKeys.parse(List.of(IdpServer.OLDER_KEY), new SecureRandom());

    @Test
    void roundWhenAnOlderKeySealedThenTheFirstDoes() {
        // More than one batch.
        List<Person> people = Stream.generate(Person::register).limit(101).toList();
        people.forEach(person -> sealUnderTheOlderKey(person.id()));
        sealKeysUnderTheOlderKey();
        Authenticator authenticator = Authenticator.enrol(people.getFirst());
        sealFactorUnderTheOlderKey(people.getFirst().id());
        assertThat(others()).isEqualTo(101 + signingKeys().size() + 1);

        resealing.round();

        assertThat(others()).isZero();
        assertThat(gauge()).isEqualTo("0.0");
        assertThat(authenticator.login(authenticator.code()).status()).isEqualTo(200);
        for (Person person : people.subList(1, people.size())) {
            assertThat(Person.claim(person.login(), "email")).isEqualTo(person.email());
        }
    }

    @Test
    void roundWhenAValueDoesNotOpenThenItStaysAndTheOthersDoNot() {
        List<Person> people = Stream.generate(Person::register).limit(3).toList();
        people.forEach(person -> sealUnderTheOlderKey(person.id()));
        Person broken = people.get(1);
        byte[] sealed = Rows.bytes(SEALED, broken.id());
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        put(broken.id(), changed);
        try {
            resealing.round();

            assertThat(others()).isOne();
            assertThat(gauge()).isEqualTo("1.0");
            assertThat(Rows.bytes(SEALED, broken.id())).isEqualTo(changed);
            assertThat(IdpServer.logged()).contains(broken.id() + " stays as it is: does not open");
        } finally {
            put(broken.id(), sealed);
            resealing.round();
        }
        assertThat(others()).isZero();
    }

    @Test
    void roundWhenAMailWaitsThenItAndItsLinkAreSealedAnewAndGood() {
        MAILS.is(MailServer.Behaviour.REFUSES_MAIL_FOR_NOW);
        Person person = Person.register();
        try {
            Rows.update(
                    "UPDATE mail_links SET email_sealed = ? WHERE account_id = ?",
                    older.seal(person.email().getBytes(UTF_8), "mail-link:" + link(person)),
                    person.id());
            byte[] message =
                    HexFormat.of().parseHex(new String(Rows.bytes(WAITING, "%"), US_ASCII));
            String old =
                    HexFormat.of()
                            .formatHex(
                                    older.seal(keys.open(message, "mail-message"), "mail-message"));
            assertThat(
                            Rows.update(
                                    "UPDATE outbox_message SET payload = ? WHERE payload = ?",
                                    old,
                                    HexFormat.of().formatHex(message)))
                    .isOne();

            resealing.round();

            assertThat(gauge()).isEqualTo("0.0");
            assertThat(Rows.count("SELECT count(*) FROM outbox_message WHERE payload = ?", old))
                    .isZero();
        } finally {
            MAILS.is(MailServer.Behaviour.TAKES);
        }
        Browser browser = new Browser();
        String page = "/oauth2/email-confirmation?token=" + MAILS.await(person.email(), 1).token();
        assertThat(browser.submit(browser.get(page)).status()).isEqualTo(200);
    }

    private static String link(Person person) {
        return new String(
                Rows.bytes(
                        "SELECT convert_to(CAST(id AS TEXT), 'UTF8') FROM mail_links WHERE account_id = ?",
                        person.id()),
                US_ASCII);
    }

    private void sealUnderTheOlderKey(UUID account) {
        String context = "email:" + account;
        put(account, older.seal(keys.open(Rows.bytes(SEALED, account), context), context));
    }

    private void sealKeysUnderTheOlderKey() {
        for (JsonNode key : signingKeys()) {
            String kid = key.path("kid").asText();
            String context = "signing-key:" + kid;
            byte[] sealed =
                    Rows.bytes("SELECT private_sealed FROM signing_keys WHERE kid = ?", kid);
            Rows.update(
                    "UPDATE signing_keys SET private_sealed = ? WHERE kid = ?",
                    older.seal(keys.open(sealed, context), context),
                    kid);
        }
    }

    private void sealFactorUnderTheOlderKey(UUID account) {
        String secret = "SELECT secret_sealed FROM second_factors WHERE account_id = ?";
        String id =
                new String(
                        Rows.bytes(
                                """
                                SELECT CAST(CAST(id AS TEXT) AS BYTEA) FROM second_factors
                                WHERE account_id = ?
                                """,
                                account),
                        US_ASCII);
        String context = "second-factor:" + id;
        Rows.update(
                "UPDATE second_factors SET secret_sealed = ? WHERE account_id = ?",
                older.seal(keys.open(Rows.bytes(secret, account), context), context),
                account);
    }

    private static JsonNode signingKeys() {
        return Gate.admin().get("/admin/keys").json().path("items");
    }

    private long others() {
        byte[] mark = keys.mark();
        return Rows.count(
                """
                SELECT (SELECT count(*) FROM accounts
                        WHERE substring(email_sealed, 1, ?) <> ?)
                    + (SELECT count(*) FROM signing_keys
                        WHERE substring(private_sealed, 1, ?) <> ?)
                    + (SELECT count(*) FROM second_factors
                        WHERE substring(secret_sealed, 1, ?) <> ?)
                """,
                mark.length,
                mark,
                mark.length,
                mark,
                mark.length,
                mark);
    }

    private static String gauge() {
        return Gate.metrics()
                .text()
                .lines()
                .filter(line -> line.startsWith("gatehouse_idp_sealed_under_other_keys{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static void put(UUID account, byte[] sealed) {
        Rows.update("UPDATE accounts SET email_sealed = ? WHERE id = ?", sealed, account);
    }
}
