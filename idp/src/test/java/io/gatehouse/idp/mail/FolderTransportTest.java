// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTransportTest {
    private final TestClock clock = new TestClock();

    @TempDir private Path folder;

    @Test
    void sendWhenAFolderThenAFileEachInOrderForTheOwnerAlone() throws Exception {
        Path mailbox = folder.resolve("mail");
        FolderTransport transport = new FolderTransport(mailbox, clock);

        assertThat(transport.send(mail("later"))).isEqualTo(MailOutcome.DELIVERED);
        clock.advance(Duration.ofMillis(1));
        assertThat(transport.send(mail("last"))).isEqualTo(MailOutcome.DELIVERED);

        List<Path> files = files(mailbox);
        assertThat(files).hasSize(2);
        assertThat(files.getFirst().getFileName().toString())
                .matches("[0-9]{8}T[0-9]{12}Z-6f9619ff-8b86-d011[.]eml");
        assertThat(files.getLast()).content().contains("last");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.getFirst())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mailbox)))
                .isEqualTo("rwx------");
    }

    @Test
    void sendWhenNothingCanBeWrittenThereThenFailed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(new FolderTransport(file, clock).send(mail("text")))
                .isEqualTo(MailOutcome.FAILED);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static MimeMessage mail(String text) throws Exception {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setText(text);
        mail.saveChanges();
        mail.setHeader("Message-ID", "<6f9619ff-8b86-d011@shop.example>");
        return mail;
    }
}
