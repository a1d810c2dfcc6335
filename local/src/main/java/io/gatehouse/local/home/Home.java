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

/** The folder of a local run, with all files that it creates, and the check of its ownership. */
public record Home(Path root) {
    private static final String MARK = ".gatehouse";
    private static final String MADE = "folder=made";
    private static final String FOUND = "folder=found";
    private static final String SERVICE = "service=";
    private static final List<String> OURS =
            List.of("idp", "authz", "products", "orders", "payments");
    private static final String EXPLANATION =
            "# A home of Gatehouse: ./gatehouse reset deletes what Gatehouse made here, nothing else.\n";
    // Secrets of a cluster, which an earlier version kept here; they are never deleted.
    private static final String CLUSTER = "cluster";

    public Home {
        root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    /**
     * Whether this folder is a home.
     *
     * @throws UsageException when it exists but a launcher neither created nor adopted it
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

    /**
     * Checks that this folder is a home or can become one.
     *
     * @throws UsageException when it holds other files, others can write to it, or it is not
     *     writable
     */
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

    /** Creates the missing folders; call {@link #check} first. */
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

    /** Records service names, so that their files count as made by a launcher. */
    public void remember(Collection<String> names) throws IOException {
        Set<String> all = services();
        if (all.addAll(names)) {
            String origin = Files.readString(mark()).contains(MADE) ? MADE : FOUND;
            writeMark(origin + '\n' + SERVICE + String.join("\n" + SERVICE, all));
        }
    }

    /** The services that ever ran here. */
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

    /** The parts that exist here. */
    public List<Part> made() throws IOException {
        List<Part> made = new ArrayList<>();
        for (Part part : Part.values()) {
            if (!files(part).isEmpty()) {
                made.add(part);
            }
        }
        return made;
    }

    /** The files that no launcher made, as names relative to this folder. */
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
     * Deletes the files that a launcher made, and the folder if a launcher made it and nothing else
     * is in it. With other files in it, it stays a home.
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
            // Last, so that a home is still recognized after a partial deletion.
            Files.deleteIfExists(mark());
            if (wasMade) {
                Files.delete(root);
            }
        }
    }

    public Path certs() {
        return Part.CERTS.in(root);
    }

    /** The CA certificate that clients trust. */
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

    /** The folder of the copied jars that a service runs from. */
    public Path app(String service) {
        return Part.APP.in(root).resolve(service);
    }

    public Path aot() {
        return Part.AOT.in(root);
    }

    public Path postgres() {
        return Part.POSTGRES.in(root);
    }

    /** The charges of the simulated payment provider. */
    public Path provider() {
        return Part.PROVIDER.in(root);
    }

    /** The mails that would be sent. */
    public Path mail() {
        return Part.MAIL.in(root);
    }

    public Path envoyConfiguration() {
        return Part.ENVOY.in(root);
    }

    /** The file with the JVM options of a process. */
    public Path vm(String process) {
        return run().resolve(process + ".vm");
    }

    /** The policy of authz in this run. */
    public Path policy() {
        return run().resolve("policy.yaml");
    }

    /** The folder of Envoy's secret files, which refer to keys and certificates. */
    public Path tls() {
        return run().resolve("tls");
    }

    /** The configuration of a service's sidecar in this run. */
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

    /**
     * Whether this is a home of a version without a mark, by two files that only a launcher makes.
     */
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

    /** The files that prevent an unmarked folder from becoming a home. */
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

    /** Tries to write, since permissions do not show a full file system or /proc. */
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
