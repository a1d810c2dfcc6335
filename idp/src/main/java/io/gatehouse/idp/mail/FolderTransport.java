// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes each mail to a file {@code TIME-ID.eml}, which its owner alone reads. A reader never sees
 * half a file.
 */
final class FolderTransport implements MailTransport {

    private static final Logger LOG = System.getLogger(FolderTransport.class.getName());

    /** Sorts by time, as names. */
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;

    FolderTransport(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public MailOutcome send(MimeMessage mail) {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            // Readable for its owner alone, as all temporary files are.
            Path part = Files.createTempFile(folder, ".", ".part");
            try (OutputStream file = Files.newOutputStream(part)) {
                mail.writeTo(file);
            }
            String id = mail.getMessageID().replaceAll("^<|@.*$", "");
            Path file = folder.resolve(NAME.format(clock.instant()) + "-" + id + ".eml");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return MailOutcome.DELIVERED;
        } catch (IOException | MessagingException e) {
            LOG.log(Level.WARNING, "a mail could not be written to " + folder, e);
            return MailOutcome.FAILED;
        }
    }

    @Override
    public void close() {}
}
