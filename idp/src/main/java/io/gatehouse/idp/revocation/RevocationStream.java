// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/**
 * One listener's stream of revocations (text/event-stream): first what it missed, then each change,
 * and each second a heartbeat, but only while the database answers. A listener that receives
 * nothing must treat its list as stale.
 */
final class RevocationStream implements Runnable {

    private static final Logger LOG = System.getLogger(RevocationStream.class.getName());
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final RevocationNotifier notifier;
    private final SseEventSink sink;
    private final Sse sse;
    private RevocationPage next;

    RevocationStream(
            RevocationNotifier notifier, RevocationPage first, SseEventSink sink, Sse sse) {
        this.notifier = notifier;
        this.next = first;
        this.sink = sink;
        this.sse = sse;
    }

    @Override
    public void run() {
        notifier.join();
        try (sink) {
            send(next);
            while (!notifier.closed() && !sink.isClosed()) {
                if (await()) {
                    send(next);
                }
            }
        } catch (CompletionException | IllegalStateException e) {
            // The listener disconnected, which is how every stream ends.
            LOG.log(Level.DEBUG, "a listener of denials went away");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            notifier.leave();
        }
    }

    private boolean await() throws InterruptedException {
        long position = next.revision();
        Instant heard = next.asOf();
        RevocationNotifier.Head head = notifier.await(position, HEARTBEAT);
        if (head.revision() > position) {
            try {
                next = notifier.after(position);
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

    private void send(RevocationPage page) {
        String data;
        try {
            data = Json.mapper().writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("denials cannot be written", e);
        }
        OutboundSseEvent event =
                sse.newEventBuilder()
                        .name("revocations")
                        .id(Long.toString(page.revision()))
                        .data(data)
                        .build();
        // Waits, so that a disconnected listener is detected here.
        sink.send(event).toCompletableFuture().join();
    }
}
