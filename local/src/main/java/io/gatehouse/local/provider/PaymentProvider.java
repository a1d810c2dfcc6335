// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.provider;

import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.Secrets;
import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The simulated payment provider of one run. It takes no part in mutual TLS, as it is none of the
 * workloads: payments presents an API key to it, and it signs what it tells the gate.
 *
 * @param port of its plain HTTP
 */
public record PaymentProvider(int port, Secrets secrets) {
    public static final String NAME = "provider-sim";
    public static final String MODULE = "payments/provider-sim";

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The file with the API key of payments. */
    public Path key() throws IOException {
        return secrets.password("provider-key");
    }

    /** The file with the secret that signs webhooks. */
    public Path webhookSecret() throws IOException {
        return secrets.password("provider-webhook");
    }

    /**
     * The specification of the process.
     *
     * @param jar the copied jar that it runs from
     * @param gate the URL of the gate, where webhooks are sent to
     */
    public ProcessSpec process(Path jar, String gate, Home home, HttpClient http)
            throws IOException {
        List<String> command =
                List.of(
                        ServiceProcess.java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-jar",
                        jar.toString(),
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--data=" + home.provider(),
                        "--key-file=" + key(),
                        "--webhook-url=" + gate + "/payments/webhook",
                        "--webhook-secret-file=" + webhookSecret(),
                        "--ca=" + home.authority());
        return new ProcessSpec(
                NAME,
                command,
                home.log(NAME),
                Probe.http(http, port, "/health"),
                Map.of("port", port));
    }
}
