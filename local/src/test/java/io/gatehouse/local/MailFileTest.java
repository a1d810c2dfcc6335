// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.local.home.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailFileTest {
    /** As idp writes them. */
    private static final String MAIL =
            """
            From: Gatehouse <gatehouse@localhost>\r
            To: robin@example.org\r
            Subject: =?UTF-8?Q?Setzen_Sie_Ihr_Passwort_zur=C3=BCck?=\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=UTF-8\r
            Content-Transfer-Encoding: quoted-printable\r
            Date: Sun, 1 Mar 2026 12:00:00 +0000 (UTC)\r
            \r
            Guten Tag,\r
            bitte w=C3=A4hlen Sie ein neues Passwort.\r
            """;

    @TempDir private Path folder;

    @Test
    void readWhenAMailThenItIsDecoded() throws IOException {
        Path file = write("20260301T120000000000Z-1.eml", MAIL);

        assertThat(MailFile.read(file))
                .isEqualTo(
                        new MailFile(
                                Instant.parse("2026-03-01T12:00:00Z"),
                                "Gatehouse <gatehouse@localhost>",
                                "robin@example.org",
                                "Setzen Sie Ihr Passwort zurück",
                                "Guten Tag,\nbitte wählen Sie ein neues Passwort.\n"));
    }

    @Test
    void readWhenNoMailThenNamed() throws IOException {
        Path file = write("20260301T120000000000Z-1.eml", "");

        assertThatExceptionOfType(LocalException.class)
                .isThrownBy(() -> MailFile.read(file))
                .withMessage(file + " is no mail");
    }

    @Test
    void newestFirstWhenThereAreSomeThenByTimeAndNothingElse() throws IOException {
        Path older = write("20260301T120000000000Z-f.eml", MAIL);
        Path newer = write("20260301T120000000001Z-0.eml", MAIL);
        write(".123.part", MAIL);

        assertThat(MailFile.newestFirst(folder)).containsExactly(newer, older);
        assertThat(MailFile.newestFirst(folder.resolve("none"))).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }
}
