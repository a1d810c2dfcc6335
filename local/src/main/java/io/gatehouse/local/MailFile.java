// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.LocalException;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/** A mail that idp has written to a file instead of sending it. */
record MailFile(Instant sent, String from, String to, String subject, String text) {

    /** The files of a folder, newest first; none where it does not exist. */
    static List<Path> newestFirst(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            // Their names begin with the time.
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.eml")) {
                found.forEach(files::add);
            }
        }
        files.sort(Comparator.reverseOrder());
        return files;
    }

    static MailFile read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), content);
            if (mail.getSentDate() == null || mail.getAllRecipients() == null) {
                throw new LocalException(file + " is no mail");
            }
            return new MailFile(
                    mail.getSentDate().toInstant(),
                    address(mail.getFrom()),
                    address(mail.getRecipients(Message.RecipientType.TO)),
                    mail.getSubject(),
                    String.valueOf(mail.getContent()).replace("\r\n", "\n"));
        } catch (MessagingException e) {
            throw new LocalException(file + " is no mail", e);
        }
    }

    private static String address(Address... addresses) {
        return ((InternetAddress) addresses[0]).toUnicodeString();
    }
}
