// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generates the SDS files that name Envoy's keys and certificates. Envoy reloads a renewed
 * certificate only if such a file names it ({@code watched_directory}).
 */
public final class SecretFiles {
    /** The certificate that the gate presents to clients. */
    static final String GATE = "gate";

    /** The CA of the clients that authenticate by certificates. */
    static final String CLIENTS = "client-ca";

    /** The CA of the workloads. */
    static final String AUTHORITY = "workload-ca";

    private static final String TYPE =
            "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

    private SecretFiles() {}

    /**
     * The content of each file by its name.
     *
     * @param certs the folder that {@code certs/make} fills
     * @param workloads those that an Envoy represents
     */
    public static Map<String, String> of(Path certs, List<String> workloads) {
        Path folder = certs.resolve("workloads");
        Map<String, String> files = new LinkedHashMap<>();
        files.put(file(GATE), text(GATE, certificate(certs, "gateway")));
        files.put(file(CLIENTS), authority(CLIENTS, certs.resolve("clients")));
        files.put(file(AUTHORITY), authority(AUTHORITY, folder));
        for (String workload : workloads) {
            String name = workload(workload);
            files.put(file(name), text(name, certificate(folder, workload)));
        }
        return files;
    }

    static String workload(String name) {
        return "workload-" + name;
    }

    /** Refers to one of these files in a TLS context; the value {@code secrets} is their folder. */
    static Map<String, Object> reference(String name) {
        Map<String, Object> source = map("path", "${secrets}/" + file(name));
        Map<String, Object> config =
                map("path_config_source", source, "resource_api_version", "V3");
        return map("name", name, "sds_config", config);
    }

    private static String file(String name) {
        return name + ".yaml";
    }

    private static String authority(String name, Path folder) {
        return text(name, map("validation_context", watched(folder, "trusted_ca", "ca.crt")));
    }

    private static Map<String, Object> certificate(Path folder, String name) {
        Map<String, Object> pair = watched(folder, "certificate_chain", name + ".crt");
        pair.put("private_key", map("filename", folder.resolve(name + ".key").toString()));
        return map("tls_certificate", pair);
    }

    private static Map<String, Object> watched(Path folder, String what, String file) {
        return map(
                what,
                map("filename", folder.resolve(file).toString()),
                "watched_directory",
                map("path", folder.toString()));
    }

    private static String text(String name, Map<String, Object> secret) {
        Map<String, Object> resource = map("@type", TYPE, "name", name);
        resource.putAll(secret);
        return YamlText.of(List.of(map("resources", List.of(resource))));
    }
}
