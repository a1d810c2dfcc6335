// SPDX-License-Identifier: Apache-2.0
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the service of this image once, with its database and its peers away, asks it a few things over loopback and
 * ends it, whereupon the JVM writes its AOT cache. The launcher of the local run does the same. Beside the cache it
 * leaves the digest of all that the cache was made of, for verify: not every JVM compares its class path with a cache.
 */
final class Train {
    private static final String NOWHERE = "127.0.0.1:1";
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration WRITE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String GATEWAY =
            "spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";
    private static final String POLICY =
            "roles: [customer]\nrules: [{name: train, methods: [GET], path: /train, access: public}]\n";
    private static final List<String> PATHS =
            List.of("/products", "/orders", "/authentication/whoami", "/.well-known/jwks.json");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int app = freePort();
    private final int admin = freePort();

    private Train() throws IOException {}

    public static void main(String[] args) throws Exception {
        Path cache = Path.of(args[0]);
        List<String> madeOf = digests();
        new Train().run(cache);
        if (!Files.isRegularFile(cache)) {
            throw new IllegalStateException("the JVM wrote no " + cache);
        }
        Files.write(Path.of(cache + ".made-of"), madeOf);
        // Client and server threads of this program must not hold up the build.
        System.exit(0);
    }

    /** Of the JRE, the jars and the flags, from the root of the image, in the form that sha256sum reads. */
    private static List<String> digests() throws IOException, GeneralSecurityException {
        List<String> lines = new ArrayList<>();
        for (Path part : List.of(Path.of("/app"), Path.of("/opt/java/release"), Path.of("/opt/java/lib/modules"))) {
            try (Stream<Path> files = Files.walk(part)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    lines.add(HexFormat.of().formatHex(digest) + "  " + Path.of("/").relativize(file));
                }
            }
        }
        return lines;
    }

    private void run(Path cache) throws Exception {
        Process service = new ProcessBuilder(command(cache)).inheritIO().start();
        try {
            awaitLife(service);
            // Without a database these fail; the way to the failure is most of the way to an answer.
            ask(admin, "/health/ready");
            ask(admin, "/metrics");
            for (String path : PATHS) {
                ask(app, path);
            }
            service.destroy();
            if (!service.waitFor(WRITE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service did not end");
            }
        } finally {
            service.destroyForcibly();
        }
    }

    private List<String> command(Path cache) throws IOException {
        Path secret = temporary(Base64.getEncoder().encodeToString(new byte[32]));
        Path keys = temporary("train:" + Files.readString(secret) + '\n');
        Map<String, String> settings =
                Map.ofEntries(
                        Map.entry("server.port", Integer.toString(app)),
                        Map.entry("server.sockets.0.port", Integer.toString(admin)),
                        Map.entry("gatehouse.database.url", "jdbc:postgresql://" + NOWHERE + "/none"),
                        Map.entry("gatehouse.database.username", "none"),
                        Map.entry("gatehouse.database.password-file", secret.toString()),
                        Map.entry("idp.issuer", "https://train.invalid"),
                        Map.entry("idp.encryption-keys-file", keys.toString()),
                        Map.entry("idp.lookup-key-file", secret.toString()),
                        Map.entry("authz.issuer", "https://train.invalid"),
                        Map.entry("authz.policy", temporary(POLICY).toString()),
                        Map.entry("authz.idp-url", "http://" + NOWHERE),
                        Map.entry("authz.grpc.port", Integer.toString(freePort())),
                        Map.entry("products.orders-url", "http://" + NOWHERE),
                        Map.entry("orders.products-url", "http://" + NOWHERE));
        List<String> command = new ArrayList<>();
        command.add("/opt/java/bin/java");
        command.add("@/app/jvm.options");
        command.add("-XX:AOTCacheOutput=" + cache);
        settings.forEach((key, value) -> command.add("-D" + key + '=' + value));
        command.addAll(List.of("-jar", "/app/app.jar"));
        return command;
    }

    private void awaitLife(Process service) throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (ask(admin, "/health/live") != 200) {
            // The pause ends early when the service does.
            if (service.waitFor(PAUSE) || System.nanoTime() > end) {
                throw new IllegalStateException("the service did not come alive");
            }
        }
    }

    /** The status of the answer, or 0 without one. */
    private int ask(int port, String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .header("X-Forwarded-Client-Cert", "By=spiffe://cluster.local/any;URI=" + GATEWAY)
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

    private static Path temporary(String text) throws IOException {
        return Files.writeString(Files.createTempFile("train", ""), text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
