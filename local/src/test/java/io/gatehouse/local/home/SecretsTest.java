// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
    @TempDir private Path folder;
    private Secrets secrets;

    @BeforeEach
    void empty() {
        secrets = new Secrets(folder, new SecureRandom());
    }

    @Test
    void passwordWhenAskedAgainThenIsTheSame() throws IOException {
        String first = secrets.read(secrets.password("database-idp"));

        assertThat(first).hasSize(32);
        assertThat(secrets.read(secrets.password("database-idp"))).isEqualTo(first);
        assertThat(secrets.read(secrets.password("database-orders"))).isNotEqualTo(first);
    }

    @Test
    void everySecretWhenMadeThenOnlyItsOwnerCanReadIt() throws IOException {
        List<Path> files =
                List.of(
                        secrets.password("p"),
                        secrets.key("k"),
                        secrets.keyList("l"),
                        Accounts.of(folder, secrets).file());

        assertThat(files)
                .allSatisfy(file ->
                        assertThat(
                                        PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(file)))
                                .isEqualTo("rw-------"));
    }

    @Test
    void keyWhenMadeThenIs32BytesInBase64() throws IOException {
        assertThat(Base64.getDecoder().decode(secrets.read(secrets.key("k")))).hasSize(32);
    }

    @Test
    void keyListWhenMadeThenNamesItsKey() throws IOException {
        String[] line = secrets.read(secrets.keyList("l")).split(":", -1);

        assertThat(line).hasSize(2);
        assertThat(line[0]).isEqualTo("local-1");
        assertThat(Base64.getDecoder().decode(line[1])).hasSize(32);
    }

    /** A start that fails has made them and shown nothing. */
    @Test
    void accountsWhenShownThenAreNewNoLonger() throws IOException {
        Accounts first = Accounts.of(folder, secrets);
        Accounts second = Accounts.of(folder, secrets);

        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isTrue();
        second.markShown();
        assertThat(Accounts.of(folder, secrets).isNew()).isFalse();
    }

    @Test
    void accountsWhenReadAgainThenKeepTheirPasswords() throws IOException {
        Accounts first = Accounts.of(folder, secrets);
        Accounts second = Accounts.of(folder, secrets);

        assertThat(second.get("alice")).isEqualTo(first.get("alice"));
        assertThat(second.get("admin").roles()).containsExactly("admin");
        assertThat(second.get("alice").roles()).containsExactly("customer");
        assertThat(second.get("paula").roles()).containsExactly("payment");
    }

    @Test
    void toStringWhenAccountIsPrintedThenItsPasswordIsNot() throws IOException {
        Accounts.Account alice = Accounts.of(folder, secrets).get("alice");

        assertThat(alice.toString()).doesNotContain(alice.password()).doesNotContain(alice.email());
    }
}
