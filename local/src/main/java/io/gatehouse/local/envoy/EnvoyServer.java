// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.envoy;

import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One Envoy process, which is drained before it ends, so that no response is cut off.
 *
 * @param ports by name, {@code adminPort} among them
 */
public record EnvoyServer(String name, HttpClient http, Map<String, Integer> ports) {
    /** The process name of the gateway. */
    public static final String NAME = "envoy";

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    // One JSON object per line, like the logs of the services.
    private static final String LOG_FORMAT =
            "{\"time\":\"%Y-%m-%dT%T.%e%z\",\"level\":\"%l\",\"logger\":\"%n\",\"message\":\"%j\"}";
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /**
     * The specification of the process.
     *
     * @param threads number of worker threads
     */
    public ProcessSpec process(Path program, Path configuration, Path log, int threads) {
        List<String> command =
                List.of(
                        program.toString(),
                        "--config-path",
                        configuration.toString(),
                        // Otherwise two runs on one machine would share memory.
                        "--disable-hot-restart",
                        "--concurrency",
                        Integer.toString(threads),
                        "--drain-time-s",
                        Long.toString(DRAIN.toSeconds() - 1),
                        "--log-level",
                        "warning",
                        "--log-format",
                        LOG_FORMAT,
                        // Writes an access log line within half a second, so that a reader finds
                        // it.
                        "--file-flush-interval-msec",
                        "500");
        return new ProcessSpec(name, command, log, Probe.http(http, adminPort(), "/ready"), ports)
                .endedBy(this::drainAndEnd);
    }

    private void drainAndEnd(ProcessHandle process) {
        try {
            if (openConnections() > 0) {
                post("/healthcheck/fail");
                post("/drain_listeners?graceful");
                Waiting.await(DRAIN, this::isEmpty, () -> !process.isAlive());
            }
        } catch (IOException _) {
            // The process no longer responds, so there is nothing to wait for.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }

    private boolean isEmpty() {
        try {
            return openConnections() == 0;
        } catch (IOException _) {
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The number of client connections, without those to the admin interface. */
    private long openConnections() throws IOException, InterruptedException {
        HttpRequest request = request("/stats?filter=downstream_cx_active").build();
        return http.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("http.") && !line.startsWith("http.admin."))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void post(String path) throws IOException, InterruptedException {
        http.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
    }

    private int adminPort() {
        return ports.get("adminPort");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort() + path))
                .timeout(TIMEOUT);
    }
}
