// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that shows the mails which people would get. */
@Command(
        name = "mail",
        description = {
            "Lists the mails that people would get, newest first, or shows one of them.",
            "On this machine none is sent: idp writes them to files, which this reads."
        })
final class Mails implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Mixin private HomeOption homeOption;

    @Parameters(
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "shows the mail of this number in the list, 1 for the newest")
    private Optional<Integer> number = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Home home = homeOption.home(Repository.ofThisProgram());
        List<Path> files = home.isThere() ? MailFile.newestFirst(home.mail()) : List.of();
        if (files.isEmpty()) {
            System.err.println("gatehouse: there are no mails in " + home.root() + " yet");
            return 1;
        }
        System.out.print(number.isPresent() ? whole(files, number.get()) : list(files));
        return 0;
    }

    private static String list(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            MailFile mail = MailFile.read(files.get(i));
            text.append(
                    "%3d  %s  %s  %s%n"
                            .formatted(i + 1, TIME.format(mail.sent()), mail.to(), mail.subject()));
        }
        return text.toString();
    }

    private static String whole(List<Path> files, int number) throws IOException {
        if (number < 1 || number > files.size()) {
            throw new UsageException(
                    "There is no mail %d; the list has 1 to %d".formatted(number, files.size()));
        }
        MailFile mail = MailFile.read(files.get(number - 1));
        return """
        From: %s
        To: %s
        Date: %s
        Subject: %s

        %s\
        """
                .formatted(
                        mail.from(),
                        mail.to(),
                        TIME.format(mail.sent()),
                        mail.subject(),
                        mail.text());
    }
}
