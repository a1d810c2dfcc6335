// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pod of our own with a shell and curl, to ask from where no client is. It carries no label of a
 * service, so it is never anybody's endpoint.
 *
 * @param inMesh whether it has a sidecar, and so a certificate of the mesh
 * @param label a label by which policies take it for another pod; may be empty
 */
record Probe(String namespace, String name, String serviceAccount, boolean inMesh, String label) {
    /** A namespace of its own, of which no policy has heard. */
    static final String ELSEWHERE = "gatehouse-e2e";

    /** Without a sidecar, beside the services. */
    static final Probe PLAIN_HERE = new Probe("gatehouse", "probe-plain", "default", false);

    /** Without a sidecar, in the other namespace. */
    static final Probe PLAIN_ELSEWHERE = new Probe(ELSEWHERE, "probe-plain", "default", false);

    private static final String NAMESPACE = Kubectl.manifest("namespace");

    /** The label that all of them have. */
    static final String LABEL = "e2e: probe";

    private static final String END = "=====";

    Probe(String namespace, String name, String serviceAccount, boolean inMesh) {
        this(namespace, name, serviceAccount, inMesh, "");
    }

    /** Starts them, and the namespace that is theirs alone. */
    static void start(List<Probe> probes) {
        Kubectl.apply(NAMESPACE);
        await("a service account")
                .until(() ->
                        Kubectl.attempt("-n", ELSEWHERE, "get", "serviceaccount", "default")
                                        .status()
                                == 0);
        Kubectl.apply(manifests(probes));
        probes.forEach(Probe::awaitReady);
    }

    static void stop(List<Probe> probes) {
        Kubectl.delete(
                manifests(
                        probes.stream()
                                .filter(probe -> !probe.namespace.equals(ELSEWHERE))
                                .toList()));
        Kubectl.delete(NAMESPACE);
    }

    private static String manifests(List<Probe> probes) {
        return probes.stream().map(Probe::manifest).collect(Collectors.joining("---\n"));
    }

    /** One request of curl's. */
    record Ask(String method, String url, List<String> options) {
        Ask {
            options = List.copyOf(options);
        }

        static Ask of(String method, String url) {
            return new Ask(method, url, List.of());
        }

        static Ask get(String url) {
            return of("GET", url);
        }

        Ask with(String... more) {
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of(more));
            return new Ask(method, url, all);
        }

        Ask header(String name, String value) {
            return with("-H", name + ": " + value);
        }

        Ask json() {
            return header("content-type", "application/json").with("-d", "{}");
        }

        private String command() {
            List<String> words = new ArrayList<>(List.of("-X", method));
            words.addAll(options);
            words.add(url);
            // Nobody but the shell may read what comes on its input.
            return "curl -s -m 6 --connect-timeout 2 -w '\\n%{http_code} %{exitcode} %{time_total}\\n"
                    + END
                    + "\\n' "
                    + words.stream().map(Ask::quoted).collect(Collectors.joining(" "))
                    + " </dev/null\n";
        }

        private static String quoted(String word) {
            return "'" + word.replace("'", "'\\''") + "'";
        }

        @Override
        public String toString() {
            return method + " " + url;
        }
    }

    /**
     * What curl got.
     *
     * @param status of the answer, 0 where none came
     * @param exit what curl ended with: 0 with an answer, 7 refused, 28 too late, 35, 52 and 56
     *     closed before an answer
     */
    record Reply(int status, int exit, Duration took, String body) {
        private static final List<Integer> CLOSED = List.of(35, 52, 56);

        private static Reply parse(String text) {
            int line = text.stripTrailing().lastIndexOf('\n');
            String[] figures = text.substring(line + 1).strip().split(" ", -1);
            return new Reply(
                    Integer.parseInt(figures[0]),
                    Integer.parseInt(figures[1]),
                    Duration.ofMillis((long) (Double.parseDouble(figures[2]) * 1000)),
                    text.substring(0, line).strip());
        }

        /** Connected, then closed before anything was answered. */
        boolean closed() {
            return status == 0 && CLOSED.contains(exit);
        }

        /** Not even connected: nobody said anything. */
        boolean silent() {
            return status == 0 && exit == 28;
        }

        /** In a few words. */
        String outcome() {
            if (status != 0) {
                return String.valueOf(status);
            }
            return closed() ? "closed" : silent() ? "silence" : "curl " + exit;
        }
    }

    private String manifest() {
        String image =
                Optional.ofNullable(System.getenv("GATEHOUSE_PROBE_IMAGE"))
                        .orElse("curlimages/curl");
        return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: %s
          labels:
            %s
            probe: %s
            %s
            sidecar.istio.io/inject: "%s"
        spec:
          serviceAccountName: %s
          automountServiceAccountToken: false
          enableServiceLinks: false
          terminationGracePeriodSeconds: 1
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            runAsGroup: 10001
            seccompProfile: {type: RuntimeDefault}
          containers:
            - name: probe
              image: %s
              imagePullPolicy: IfNotPresent
              command: [sh, -c, "sleep 3600"]
              resources:
                requests: {cpu: 5m, memory: 16Mi}
                limits: {memory: 64Mi}
              securityContext:
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
        """
                .formatted(name, namespace, LABEL, name, label, inMesh, serviceAccount, image);
    }

    private void awaitReady() {
        Kubectl.run(
                "-n", namespace, "wait", "pod/" + name, "--for=condition=Ready", "--timeout=180s");
    }

    Reply ask(Ask ask) {
        return ask(List.of(ask)).getFirst();
    }

    /** One after the other, the replies in the same order. */
    List<Reply> ask(List<Ask> asks) {
        String script = asks.stream().map(Ask::command).collect(Collectors.joining()) + "true\n";
        List<String> shell =
                List.of("kubectl", "-n", namespace, "exec", "-i", name, "-c", "probe", "--", "sh");
        String out = Kubectl.command(Optional.of(script), shell).orFail().out();
        List<Reply> replies = new ArrayList<>();
        int start = 0;
        for (int end = out.indexOf(END); end >= 0; end = out.indexOf(END, start)) {
            replies.add(Reply.parse(out.substring(start, end)));
            start = end + END.length();
        }
        if (replies.size() != asks.size()) {
            throw new AssertionError("replies are missing in: " + out);
        }
        return replies;
    }

    /** Which replies are not as they should be. */
    List<String> wrong(List<Ask> asks, List<Reply> replies, Predicate<Reply> right) {
        return IntStream.range(0, asks.size())
                .filter(i -> !right.test(replies.get(i)))
                .mapToObj(i -> this + " " + asks.get(i) + ": " + replies.get(i))
                .toList();
    }

    /**
     * The same of several probes that ask at once, at addresses of pods. One that leaves meanwhile,
     * as the autoscaler wants it, refuses whoever may ask and is silent from then on; neither says
     * anything about a policy, so all is asked again until the doors stay the same.
     *
     * @param doors where to ask, by the addresses that pods have now
     */
    static List<String> wrongAtPods(
            List<Probe> probes, Supplier<List<Ask>> doors, Predicate<Reply> right) {
        while (true) {
            List<Ask> asks = doors.get();
            List<Callable<List<String>>> questions =
                    probes.stream()
                            .<Callable<List<String>>>map(
                                    probe -> () -> probe.wrong(asks, probe.ask(asks), right))
                            .toList();
            List<List<String>> wrong = Parallel.all(questions);
            if (doors.get().equals(asks)) {
                return wrong.stream().flatMap(List::stream).toList();
            }
        }
    }

    /** What its own proxy says about itself. */
    String proxy(String path) {
        return Kubectl.proxy(namespace, name, path);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
