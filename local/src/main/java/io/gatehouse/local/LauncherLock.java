// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.process.ProcessRecords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/** The file lock of a launcher on its home; the system releases it when the launcher dies. */
final class LauncherLock implements AutoCloseable {
    static final String NAME = "launcher";

    private final FileChannel channel;
    private final FileLock lock;

    private LauncherLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static LauncherLock take(Home home, ProcessRecords records) throws IOException {
        OwnerOnly.folder(home.run());
        FileChannel channel =
                FileChannel.open(
                        home.run().resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            String pid = records.find(NAME).map(r -> " (pid " + r.pid() + ')').orElse("");
            throw new LocalException(
                    "Gatehouse already runs in %s%s; %s down stops it"
                            .formatted(home.root(), pid, Local.program()));
        }
        return new LauncherLock(channel, lock);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
