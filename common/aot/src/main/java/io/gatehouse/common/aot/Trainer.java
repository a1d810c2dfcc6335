// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.aot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Creates the AOT cache of a service: runs it once in isolation, sends it a few requests over
 * loopback and stops it, upon which the JVM writes the cache. Settings that the command does not
 * give are placeholders; database and peers are unreachable unless the command names them.
 *
 * <pre>Trainer CACHE [PART...] -- JAVA [OPTION...] -jar JAR</pre>
 *
 * <p>The digests of all files in the parts are written to CACHE.made-of, in the format of
 * sha256sum: not every JVM compares its class path with a cache.
 */
public final class Trainer {
    private static final String NOWHERE = "127.0.0.1:1";
    private static final int OK = 200;
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration WRITE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String GATEWAY =
            "spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";
    private static final String POLICY =
            "roles: [customer]\nrules: [{name: train, methods: [GET], path: /train, access: public}]\n";
    private static final List<String> PATHS =
            List.of(
                    "/products",
                    "/orders",
                    "/payments",
                    "/authentication/whoami",
                    "/.well-known/jwks.json");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int app = freePort();
    private final int admin = freePort();

    private Trainer() throws IOException {}

    public static void main(String[] args) throws Exception {
        List<String> all = List.of(args);
        int border = all.indexOf("--");
        if (border < 1 || !all.contains("-jar")) {
            throw new IllegalArgumentException(
                    "wanted: CACHE [PART...] -- JAVA [OPTION...] -jar JAR");
        }
        Path cache = Path.of(all.getFirst());
        List<String> madeOf = digests(all.subList(1, border));
        new Trainer().run(cache, all.subList(border + 1, all.size()));
        if (!Files.isRegularFile(cache)) {
            throw new IllegalStateException("the JVM wrote no " + cache);
        }
        if (!madeOf.isEmpty()) {
            Files.write(Path.of(cache + ".made-of"), madeOf);
        }
        // Client and server threads of this program must not delay a build.
        System.exit(0);
    }

    /**
     * SHA-256 digests of all files in the parts, with names relative to the root, as in an image.
     */
    private static List<String> digests(List<String> parts)
            throws IOException, GeneralSecurityException {
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    byte[] digest =
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    lines.add(
                            HexFormat.of().formatHex(digest)
                                    + "  "
                                    + Path.of("/").relativize(file.toAbsolutePath()));
                }
            }
        }
        return lines;
    }

    private void run(Path cache, List<String> command) throws Exception {
        Process service = new ProcessBuilder(withSettings(cache, command)).inheritIO().start();
        try {
            awaitLife(service);
            // Without a database these requests fail, but run most of the code of a success.
            ask(admin, "/health/ready");
            ask(admin, "/metrics");
            for (String path : PATHS) {
                ask(app, path);
            }
            service.destroy();
            if (!service.waitFor(WRITE)) {
                throw new IllegalStateException("the service did not end");
            }
        } catch (IllegalStateException failed) {
            // The JVM writes a cache even when its service fails at once.
            service.destroyForcibly().waitFor();
            Files.deleteIfExists(cache);
            throw failed;
        } finally {
            service.destroyForcibly();
        }
    }

    /** Placeholders precede the options of the command, which override them; ports follow both. */
    private List<String> withSettings(Path cache, List<String> command) throws IOException {
        int end = command.indexOf("-jar");
        List<String> whole = new ArrayList<>();
        whole.add(command.getFirst());
        madeUp().forEach((key, value) -> whole.add("-D" + key + '=' + value));
        whole.addAll(command.subList(1, end));
        whole.add("-Dserver.port=" + app);
        whole.add("-Dserver.sockets.0.port=" + admin);
        whole.add("-Dauthz.grpc.port=" + freePort());
        whole.add("-XX:AOTCacheOutput=" + cache);
        // The JVM logs a hundred warnings about what it leaves out of a cache.
        whole.add("-Xlog:aot*=error");
        whole.addAll(command.subList(end, command.size()));
        return whole;
    }

    private static Map<String, String> madeUp() throws IOException {
        String secret = Base64.getEncoder().encodeToString(new byte[32]);
        String secretFile = temporary(secret);
        String keysFile = temporary("train:" + secret + '\n');
        return Map.ofEntries(
                Map.entry("gatehouse.database.url", "jdbc:postgresql://" + NOWHERE + "/none"),
                Map.entry("gatehouse.database.username", "none"),
                Map.entry("gatehouse.database.password-file", secretFile),
                Map.entry("idp.issuer", "https://train.invalid"),
                Map.entry("idp.encryption-keys-file", keysFile),
                Map.entry("idp.lookup-key-file", secretFile),
                Map.entry("authz.issuer", "https://train.invalid"),
                Map.entry("authz.policy", temporary(POLICY)),
                Map.entry("authz.idp-url", "http://" + NOWHERE),
                Map.entry("products.orders-url", "http://" + NOWHERE),
                Map.entry("products.seal.keys-file", keysFile),
                Map.entry("orders.products-url", "http://" + NOWHERE),
                Map.entry("orders.payments-url", "http://" + NOWHERE),
                Map.entry("orders.seal.keys-file", keysFile),
                Map.entry("payments.provider.url", "http://" + NOWHERE),
                Map.entry("payments.provider.key-file", secretFile),
                Map.entry("payments.webhook.secret-file", secretFile),
                Map.entry("payments.seal.keys-file", keysFile));
    }

    private void awaitLife(Process service) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (ask(admin, "/health/live") != OK) {
            // The pause ends early when the process ends.
            if (service.waitFor(PAUSE) || System.nanoTime() > end) {
                throw new IllegalStateException("the service did not come alive");
            }
        }
    }

    /** The status of the response, or 0 without a response. */
    private int ask(int port, String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(ANSWER)
                        .header(
                                "X-Forwarded-Client-Cert",
                                "By=spiffe://cluster.local/any;URI=" + GATEWAY)
                        .header("x-user-id", "00000000-0000-4000-8000-000000000001")
                        .header("x-user-name", "train")
                        .header("x-user-role", "customer")
                        .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray()).statusCode();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    private static String temporary(String text) throws IOException {
        Path file = Files.createTempFile("train", "");
        file.toFile().deleteOnExit();
        return Files.writeString(file, text).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
