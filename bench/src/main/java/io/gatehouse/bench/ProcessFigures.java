// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time and memory of processes from {@code /proc}; the backends of PostgreSQL are included. */
public final class ProcessFigures {
    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final long MILLIS_PER_TICK = 10;

    /**
     * The index of utime in {@code /proc/PID/stat}, counted from the state, which follows the
     * command's closing bracket. Then come stime, cutime and cstime. The last two count ended
     * children; without them the CPU time of PostgreSQL would drop when a connection closes.
     */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    private static final String RSS = "VmRSS:";

    private final Path proc;

    ProcessFigures(Path proc) {
        this.proc = proc;
    }

    public static ProcessFigures ofThisMachine() {
        return new ProcessFigures(Path.of("/proc"));
    }

    /** CPU time in milliseconds since the start of each process, by name. */
    public Map<String, Long> cpuMillis(Map<String, Long> pids) {
        Map<String, Long> figures = new LinkedHashMap<>();
        pids.forEach((name, pid) -> figures.put(name, tree(pid).mapToLong(this::cpuMillis).sum()));
        return figures;
    }

    /** Resident memory in KiB, by name; pages that processes share are counted in each. */
    public Map<String, Long> rssKib(Map<String, Long> pids) {
        Map<String, Long> figures = new LinkedHashMap<>();
        pids.forEach((name, pid) -> figures.put(name, tree(pid).mapToLong(this::rssKib).sum()));
        return figures;
    }

    long cpuMillis(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        long ticks =
                fields.subList(FIRST_TIME, FIRST_TIME + TIMES).stream()
                        .mapToLong(Long::parseLong)
                        .sum();
        return ticks * MILLIS_PER_TICK;
    }

    long rssKib(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith(RSS))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /**
     * Only the backends of PostgreSQL count with their parent: the launcher is the parent of all
     * other processes.
     */
    private static Stream<Long> tree(long pid) {
        Stream<Long> children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::children)
                        .filter(ProcessFigures::isPostgres)
                        .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children);
    }

    private static boolean isPostgres(ProcessHandle child) {
        return child.parent()
                .flatMap(parent -> parent.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private String read(long pid, String file) {
        try {
            return Files.readString(proc.resolve(Long.toString(pid)).resolve(file));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
