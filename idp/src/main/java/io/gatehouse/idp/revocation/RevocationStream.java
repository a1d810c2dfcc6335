// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.common.web.Json;
import io.gatehouse.common.web.ProblemException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/**
 * One listener's stream of denials (text/event-stream): what it missed first, then each change, and
 * each second a heartbeat, but only while the database answers. A listener that hears nothing must
 * assume that it knows nothing.
 */
final class RevocationStream implements StreamingOutput {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final RevocationFeed feed;
    private RevocationPage next;

    RevocationStream(RevocationFeed feed, RevocationPage first) {
        this.feed = feed;
        this.next = first;
    }

    @Override
    public void write(OutputStream out) {
        feed.join();
        try {
            send(out, next);
            while (!feed.closed()) {
                if (await()) {
                    send(out, next);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The listener went away, which is how every stream ends.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave();
        }
    }

    private boolean await() throws InterruptedException {
        long position = next.revision();
        Instant heard = next.asOf();
        RevocationFeed.Head head = feed.await(position, HEARTBEAT);
        if (head.revision() > position) {
            try {
                next = feed.after(position);
                return true;
            } catch (ProblemException e) {
                return false;
            }
        }
        if (!head.asOf().isAfter(heard)) {
            return false;
        }
        next = RevocationPage.heartbeat(head);
        return true;
    }

    private static void send(OutputStream out, RevocationPage page) throws IOException {
        String event =
                "event: revocations\nid: "
                        + page.revision()
                        + "\ndata: "
                        + Json.mapper().writeValueAsString(page)
                        + "\n\n";
        out.write(event.getBytes(UTF_8));
        out.flush();
    }
}
