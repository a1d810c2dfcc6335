// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the database that can lose the answer to a COMMIT: the transaction is done, and whoever
 * did it sees nothing but a broken connection.
 *
 * @see <a href="https://www.postgresql.org/docs/17/protocol-message-formats.html">message
 *     formats</a>
 */
public final class LostCommits implements AutoCloseable {
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(US_ASCII);

    private final int server;
    private final ServerSocket door;
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile int oneOf;

    private LostCommits(int server, ServerSocket door) {
        this.server = server;
        this.door = door;
    }

    /** Opens a way to this server on a free port. */
    public static LostCommits before(Postgres postgres) {
        try {
            ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            LostCommits way = new LostCommits(postgres.port(), door);
            Thread.startVirtualThread(way::welcome);
            return way;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How many of the next answers to a COMMIT are lost, each with its connection. */
    public void lose(int answers) {
        oneOf = 0;
        toLose.set(answers);
    }

    /** From now on one of so many answers to a COMMIT is lost, whoever waits for it. */
    void loseOneOf(int answers) {
        oneOf = answers;
    }

    /** JDBC URL of one database this way round, without encryption, so that answers are seen. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:"
                + door.getLocalPort()
                + "/"
                + database
                + "?sslmode=disable";
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void welcome() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.startVirtualThread(() -> carryQuestions(client, upstream));
                Thread.startVirtualThread(() -> carryAnswers(upstream, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void carryQuestions(Socket client, Socket upstream) {
        try (client;
                upstream) {
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException gone) {
            // The other side learns of it by the closing of its socket.
        }
    }

    private void carryAnswers(Socket upstream, Socket client) {
        try (upstream;
                client) {
            DataInputStream in = new DataInputStream(upstream.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            while (true) {
                byte type = in.readByte();
                int length = in.readInt();
                byte[] content = in.readNBytes(length - Integer.BYTES);
                if (type == 'C' && Arrays.equals(content, COMMITTED) && isToBeLost()) {
                    return;
                }
                out.writeByte(type);
                out.writeInt(length);
                out.write(content);
            }
        } catch (IOException gone) {
            // The other side learns of it by the closing of its socket.
        }
    }

    private boolean isToBeLost() {
        if (oneOf > 0) {
            return commits.incrementAndGet() % oneOf == 0;
        }
        return toLose.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
    }
}
