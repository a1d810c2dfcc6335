// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.testkit.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which pods the namespace of the services takes. Each that is refused differs from one that is
 * taken by one thing; nothing is kept of either (dry run by the server).
 */
@Tag("cluster")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class AdmissionE2E {
    private static final String SECTION = "03-mesh";

    private static final String REFUSAL = "ValidatingAdmissionPolicy 'gatehouse-restricted-pods'";

    /** What the sidecar injector is going to complete. */
    private static final String POD =
            """
            {
              "apiVersion": "v1",
              "kind": "Pod",
              "metadata": {"name": "e2e-admission", "namespace": "gatehouse", "labels": {}},
              "spec": {
                "automountServiceAccountToken": false,
                "securityContext": {
                  "runAsNonRoot": true,
                  "runAsUser": 10001,
                  "seccompProfile": {"type": "RuntimeDefault"}
                },
                "volumes": [{"name": "tmp", "emptyDir": {}}],
                "initContainers": [
                  {
                    "name": "prepare",
                    "image": "registry.example/app:1",
                    "securityContext": {
                      "allowPrivilegeEscalation": false,
                      "capabilities": {"drop": ["ALL"]}
                    }
                  }
                ],
                "containers": [
                  {
                    "name": "app",
                    "image": "registry.example/app:1",
                    "securityContext": {
                      "allowPrivilegeEscalation": false,
                      "capabilities": {"drop": ["ALL"]}
                    }
                  }
                ]
              }
            }
            """;

    /** What a pod that keeps the injector out brings itself, written as the injector would. */
    private static final String PROXY =
            """
            [
              {
                "name": "istio-init",
                "image": "registry.example/proxyv2:1",
                "args": ["istio-iptables", "-p", "15001", "-z", "15006", "-u", "1337"],
                "securityContext": {
                  "allowPrivilegeEscalation": false,
                  "privileged": false,
                  "capabilities": {"add": ["NET_ADMIN", "NET_RAW"], "drop": ["ALL"]},
                  "readOnlyRootFilesystem": false,
                  "runAsGroup": 0,
                  "runAsNonRoot": false,
                  "runAsUser": 0
                }
              },
              {
                "name": "istio-proxy",
                "image": "registry.example/proxyv2:1",
                "restartPolicy": "Always",
                "args": ["proxy", "sidecar"],
                "securityContext": {
                  "allowPrivilegeEscalation": false,
                  "privileged": false,
                  "capabilities": {"drop": ["ALL"]},
                  "readOnlyRootFilesystem": true,
                  "runAsGroup": 1337,
                  "runAsNonRoot": true,
                  "runAsUser": 1337
                }
              }
            ]
            """;

    private static final String DEBUGGER =
            """
            {
              "name": "e2e-debugger",
              "image": "registry.example/tools:1",
              "securityContext": {
                "allowPrivilegeEscalation": false,
                "capabilities": {"drop": ["ALL"]}
              }
            }
            """;

    /**
     * What a pod wants, where in its specification that is said, and how; null: not at all. The API
     * itself refuses a privileged container that forbids escalation.
     */
    private static final String WISHES =
            """
            all privileges | /containers/0/securityContext | {"privileged":true,"capabilities":{"drop":["ALL"]}}
            privilege escalation | /containers/0/securityContext/allowPrivilegeEscalation | true
            capability SYS_ADMIN | /containers/0/securityContext/capabilities/add | ["SYS_ADMIN"]
            the capabilities of a runtime | /containers/0/securityContext/capabilities | null
            no securityContext | /containers/0/securityContext | null
            user root | /containers/0/securityContext/runAsUser | 0
            user root at its start | /initContainers/0/securityContext/runAsUser | 0
            whatever user the image has | /securityContext/runAsNonRoot | false
            no seccomp profile | /securityContext/seccompProfile | null
            seccomp profile Unconfined | /securityContext/seccompProfile/type | "Unconfined"
            the network of its node | /hostNetwork | true
            the processes of its node | /hostPID | true
            a folder of its node | /volumes | [{"name": "tmp", "hostPath": {"path": "/"}}]
            a port of its node | /containers/0/ports | [{"containerPort": 8080, "hostPort": 8080}]
            """;

    private static final String WISHES_OF_ISTIO_INIT =
            """
            another image than the proxy has | /initContainers/0/image | "registry.example/miner:1"
            no proxy beside it | /initContainers/1/name | "helper"
            a command | /initContainers/0/command | ["sh", "-c", "id"]
            no arguments | /initContainers/0/args | null
            other arguments | /initContainers/0/args | ["proxy", "sidecar"]
            istio-iptables as a later argument | /initContainers/0/args | ["proxy", "istio-iptables"]
            a restart policy | /initContainers/0/restartPolicy | "Always"
            a volume | /initContainers/0/volumeMounts | [{"name": "tmp", "mountPath": "/usr/local/bin"}]
            all privileges | /initContainers/0/securityContext | {"privileged":true,"capabilities":{"drop":["ALL"]}}
            privilege escalation | /initContainers/0/securityContext/allowPrivilegeEscalation | true
            capability SYS_ADMIN | /initContainers/0/securityContext/capabilities/add | ["SYS_ADMIN"]
            a port of its node | /initContainers/0/ports | [{"containerPort": 8080, "hostPort": 8080}]
            """;

    private static final String WISHES_OF_A_DEBUGGER =
            """
            all privileges | /securityContext | {"privileged": true, "capabilities": {"drop": ["ALL"]}}
            privilege escalation | /securityContext/allowPrivilegeEscalation | true
            capability SYS_ADMIN | /securityContext/capabilities/add | ["SYS_ADMIN"]
            no securityContext | /securityContext | null
            user root | /securityContext/runAsUser | 0
            seccomp profile Unconfined | /securityContext/seccompProfile | {"type": "Unconfined"}
            """;

    /** By what has them, the wishes that were refused. */
    private static final Map<String, List<String>> SEEN = new TreeMap<>();

    @AfterAll
    static void noteRefusals() {
        SEEN.forEach((who, wishes) ->
                Proof.note(SECTION, who + " is refused with " + String.join(", ", wishes)));
    }

    @Test
    void podWhenHarmlessThenIsTaken() {
        accepts(apply(pod()));
        accepts(apply(podWithItsOwnProxy()));
        accepts(debug(object(DEBUGGER)));
        Proof.note(
                SECTION,
                "a pod without privileges is taken: with an injected proxy, with one as the"
                        + " injector writes it, and with a debugging container");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = WISHES)
    void podWhenItWantsMoreThenIsRefused(String what, String where, String value) {
        refuses("a pod", what, apply(changed(pod(), "/spec" + where, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = WISHES_OF_ISTIO_INIT)
    void istioInitWhenItIsNotTheInjectorsThenIsRefused(String what, String where, String value) {
        refuses("istio-init", what, apply(changed(podWithItsOwnProxy(), "/spec" + where, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = WISHES_OF_A_DEBUGGER)
    void debuggingContainerWhenItWantsMoreThenIsRefused(String what, String where, String value) {
        refuses("a debugging container", what, debug(changed(object(DEBUGGER), where, value)));
    }

    private static ObjectNode pod() {
        return object(POD);
    }

    private static ObjectNode podWithItsOwnProxy() {
        ObjectNode pod = pod();
        pod.withObject("/metadata/labels").put("sidecar.istio.io/inject", "false");
        pod.withObject("/spec").set("initContainers", Json.read(PROXY));
        return pod;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.read(json);
    }

    /** With a value at a place, or with nothing there. */
    private static ObjectNode changed(ObjectNode object, String where, String value) {
        JsonPointer place = JsonPointer.compile(where);
        JsonNode parent = object.at(place.head());
        String field = place.last().getMatchingProperty();
        JsonNode wanted = Json.read(value);
        if (wanted.isNull()) {
            ((ObjectNode) parent).remove(field);
        } else {
            ((ObjectNode) parent).set(field, wanted);
        }
        return object;
    }

    private static Kubectl.Result apply(ObjectNode pod) {
        return Kubectl.attemptWith(pod.toString(), "apply", "--dry-run=server", "-f", "-");
    }

    /** Added to a pod that runs; kubectl debug knows no dry run. */
    private static Kubectl.Result debug(ObjectNode container) {
        String namespace = Workload.PRODUCTS.namespace();
        String name = Workload.PRODUCTS.readyPods().getFirst().name();
        ObjectNode pod = (ObjectNode) Kubectl.json("-n", namespace, "get", "pod", name);
        pod.withObject("/spec").withArray("ephemeralContainers").add(container);
        // Whatever else may happen to the pod meanwhile does not matter.
        pod.withObject("/metadata").remove("resourceVersion");
        String url =
                "/api/v1/namespaces/%s/pods/%s/ephemeralcontainers?dryRun=All"
                        .formatted(namespace, name);
        return Kubectl.attemptWith(pod.toString(), "replace", "--raw", url, "-f", "-");
    }

    private static void accepts(Kubectl.Result result) {
        assertThat(result.status()).as(result.error()).isZero();
    }

    private static void refuses(String who, String wish, Kubectl.Result result) {
        assertThat(result.status()).as(result.out()).isNotZero();
        // Not for a mistake of ours, nor by anybody else.
        assertThat(result.error()).contains(REFUSAL);
        SEEN.computeIfAbsent(who, each -> new ArrayList<>()).add(wish);
    }
}
