// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.UsageException;
import io.gatehouse.local.log.LogFilter;
import io.gatehouse.local.log.LogFolder;
import io.gatehouse.local.log.LogText;
import io.gatehouse.local.log.LogView;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that shows the logs of all parts, merged by time. */
@Command(
        name = "logs",
        sortOptions = false,
        description = "Shows the logs of all parts in order of time, also after ./gatehouse down.")
final class Logs implements Callable<Integer> {
    private static final int LINES_BEFORE_NEW = 20;

    @Mixin private HomeOption homeOption;

    @Parameters(
            arity = "0..2",
            paramLabel = "SERVICE|ID",
            description =
                    "only lines of a part (a service, NAME-proxy beside it, envoy, postgres, launcher),"
                            + " of a request or of a trace: its id or the first 8 digits")
    private List<String> words = List.of();

    @Option(
            names = {"-f", "--follow"},
            description = "goes on with what is written; Ctrl-C ends it")
    private boolean isFollowing;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "only the last N lines (default: all; with -f 20)")
    private Optional<Integer> lines;

    @Option(names = "--json", description = "prints the lines as they are, one JSON object each")
    private boolean isJson;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OwnClasses.load();
        Home home = homeOption.home(Repository.ofThisProgram());
        LogFolder folder = new LogFolder(home.logs());
        NavigableSet<String> parts = folder.parts();
        if (!home.isThere() || parts.isEmpty()) {
            System.err.println("gatehouse: there are no logs in " + home.root() + " yet");
            return 1;
        }
        LogFilter filter = filter(parts);
        LogText text = new LogText(ZoneId.systemDefault(), Ansi.AUTO.enabled());
        LogView view =
                isJson
                        ? LogView.json(folder, filter, System.out)
                        : LogView.text(folder, filter, text, System.out);
        OptionalInt last = last();
        if (last.isPresent()) {
            view.show(last.getAsInt());
        } else {
            view.show();
        }
        if (isFollowing) {
            view.follow();
        }
        return 0;
    }

    private OptionalInt last() {
        if (lines.isPresent()) {
            if (lines.get() < 0) {
                throw new UsageException("--lines takes a number of 0 or more");
            }
            return OptionalInt.of(lines.get());
        }
        return isFollowing ? OptionalInt.of(LINES_BEFORE_NEW) : OptionalInt.empty();
    }

    /** Parses the words, in any order; one that is no part must be an id. */
    private LogFilter filter(NavigableSet<String> parts) {
        Optional<String> part = Optional.empty();
        Optional<String> id = Optional.empty();
        for (String word : words) {
            if (part.isEmpty() && parts.contains(word)) {
                part = Optional.of(word);
            } else if (id.isEmpty() && LogFilter.id(word).isPresent()) {
                id = LogFilter.id(word);
            } else {
                throw new UsageException(
                        "\"%s\" is neither a part with a log (%s) nor the id of a request or trace"
                                .formatted(word, String.join(", ", parts)));
            }
        }
        return new LogFilter(part, id);
    }
}
