// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gate that knows nothing yet, and a shell that nobody is signed in to. */
abstract class ShopFixture {
    @TempDir Path folder;
    FakeGate gate;
    TestShell shell;

    @BeforeEach
    void open() throws IOException {
        gate = new FakeGate();
        shell = new TestShell(folder, gate.url());
    }

    @AfterEach
    void close() {
        gate.close();
    }
}
