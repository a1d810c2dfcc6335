// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where a local run keeps everything that it makes. */
public record Home(Path root) {
    private static final String MARK = ".gatehouse";
    private static final String MADE = "folder=made";
    private static final String FOUND = "folder=found";
    private static final String SERVICE = "service=";
    private static final List<String> OURS = List.of("idp", "authz", "products", "orders");
    private static final String EXPLANATION =
            "# A home of Gatehouse: ./gatehouse reset deletes what Gatehouse made here, nothing else.\n";
    // Secrets of a cluster, which an earlier version kept here. They are not ours to delete.
    private static final String CLUSTER = "cluster";

    public Home {
        root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    /**
     * Whether a home is here.
     *
     * @throws UsageException when something is here that a launcher neither made nor took over
     */
    public boolean isThere() {
        if (Files.isDirectory(root)) {
            if (isMarked()) {
                return true;
            }
            if (strangers().isEmpty()) {
                return false;
            }
        } else if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        throw new UsageException(root + " is no home of Gatehouse");
    }

    /** Refuses a folder that is somebody else's, and a place where no folder can be made. */
    public void check() {
        if (root.toString().chars().anyMatch(Character::isISOControl)) {
            throw new UsageException("The name of the home holds a control character");
        }
        if (!Files.isDirectory(root)) {
            if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
                throw new UsageException(root + " is no folder; choose another with --home");
            }
            tryToWrite(existingParent());
            return;
        }
        if (!isMarked()) {
            refuseForeignFiles();
        }
        refuseOpenFolder();
        tryToWrite(root);
    }

    /** Makes what is missing of it, after {@link #check}. */
    public void create() throws IOException {
        boolean isNew = !Files.isDirectory(root);
        boolean isOlder = !isNew && isOlderThanTheMark();
        OwnerOnly.folder(root);
        if (Files.notExists(mark())) {
            writeMark(isNew || isOlder ? MADE : FOUND);
        }
        for (Part part : List.of(Part.SECRETS, Part.LOG, Part.RUN, Part.AOT)) {
            OwnerOnly.folder(part.in(root));
        }
    }

    /** From now on what is made for these services counts as made by a launcher. */
    public void remember(Collection<String> names) throws IOException {
        Set<String> all = services();
        if (all.addAll(names)) {
            String origin = Files.readString(mark()).contains(MADE) ? MADE : FOUND;
            writeMark(origin + '\n' + SERVICE + String.join("\n" + SERVICE, all));
        }
    }

    /** Those that ever ran here. */
    private Set<String> services() throws IOException {
        Set<String> names = new TreeSet<>(OURS);
        if (Files.isRegularFile(mark())) {
            Files.readString(mark())
                    .lines()
                    .filter(line -> line.startsWith(SERVICE))
                    .forEach(line -> names.add(line.substring(SERVICE.length())));
        }
        return names;
    }

    private PartFiles files(Part part) throws IOException {
        return PartFiles.of(part, root, services());
    }

    /** The parts of it that are here. */
    public List<Part> made() throws IOException {
        List<Part> made = new ArrayList<>();
        for (Part part : Part.values()) {
            if (!files(part).isEmpty()) {
                made.add(part);
            }
        }
        return made;
    }

    /** What is here and was not made by a launcher, by names relative to this folder. */
    public List<String> others() throws IOException {
        List<String> others = entries();
        others.remove(MARK);
        for (Part part : Part.values()) {
            others.remove(part.fileName());
            for (Path other : files(part).others()) {
                others.add(root.relativize(other).toString());
            }
        }
        others.sort(null);
        return others;
    }

    /**
     * Deletes what a launcher made; the folder, too, if that was made and nothing else is in it.
     * With something else in it, it stays a home.
     */
    public void forget() throws IOException {
        if (isOlderThanTheMark()) {
            writeMark(MADE);
        }
        boolean wasMade = Files.readString(mark()).contains(MADE);
        for (Part part : Part.values()) {
            files(part).delete();
        }
        if (others().isEmpty()) {
            // Last, so that a home half forgotten is still known as one.
            Files.deleteIfExists(mark());
            if (wasMade) {
                Files.delete(root);
            }
        }
    }

    public Path certs() {
        return Part.CERTS.in(root);
    }

    /** What a client trusts. */
    public Path authority() {
        return certs().resolve("ca.crt");
    }

    public Path secrets() {
        return Part.SECRETS.in(root);
    }

    public Path logs() {
        return Part.LOG.in(root);
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path run() {
        return Part.RUN.in(root);
    }

    /** The copy of a service's jars that it runs from. */
    public Path app(String service) {
        return Part.APP.in(root).resolve(service);
    }

    public Path aot() {
        return Part.AOT.in(root);
    }

    public Path postgres() {
        return Part.POSTGRES.in(root);
    }

    public Path envoyConfiguration() {
        return Part.ENVOY.in(root);
    }

    /** The options of the JVM of a process. */
    public Path vm(String process) {
        return run().resolve(process + ".vm");
    }

    /** What authz decides by in this run. */
    public Path policy() {
        return run().resolve("policy.yaml");
    }

    /** What tells Envoy where keys and certificates are. */
    public Path tls() {
        return run().resolve("tls");
    }

    /** What the Envoy beside a service is configured by in this run. */
    public Path proxyConfiguration(String service) {
        return run().resolve(service + "-proxy.yaml");
    }

    public Path systemFile() {
        return run().resolve("system.json");
    }

    private void writeMark(String origin) throws IOException {
        OwnerOnly.write(mark(), EXPLANATION + origin + '\n');
    }

    private Path mark() {
        return root.resolve(MARK);
    }

    private boolean isMarked() {
        return Files.isRegularFile(mark()) || isOlderThanTheMark();
    }

    /** A home of a version that made no mark: it has what nobody else would put side by side. */
    private boolean isOlderThanTheMark() {
        return Files.notExists(mark())
                && Files.isRegularFile(run().resolve("lock"))
                && Files.isRegularFile(certs().resolve("ca.crt"));
    }

    private void refuseForeignFiles() {
        List<String> strangers = strangers();
        if (!strangers.isEmpty()) {
            throw new UsageException(
                    "%s is not empty and no home of Gatehouse (it holds %s); choose another folder with --home"
                            .formatted(root, strangers.getFirst()));
        }
    }

    /** What keeps a folder without a mark from becoming a home. */
    private List<String> strangers() {
        List<String> strangers = entries();
        strangers.remove(CLUSTER);
        return strangers;
    }

    private List<String> entries() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            throw new UsageException(root + " cannot be read", e);
        }
        names.sort(null);
        return names;
    }

    private void refuseOpenFolder() {
        try {
            if (Files.getPosixFilePermissions(root).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new UsageException(
                        "Everybody on this machine can write to %s; choose another folder with --home"
                                .formatted(root));
            }
        } catch (IOException e) {
            throw new UsageException(root + " cannot be read", e);
        }
    }

    private Path existingParent() {
        Path parent = root.getParent();
        while (!Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent;
    }

    /** Tried, because rights alone do not say it: of a file system that is full, or of /proc. */
    private void tryToWrite(Path folder) {
        try {
            Files.delete(Files.createTempDirectory(folder, MARK));
        } catch (IOException e) {
            throw new UsageException(
                    "Nothing can be written to %s; choose another folder with --home"
                            .formatted(root),
                    e);
        }
    }
}
