// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import static io.gatehouse.gate.print.Tree.map;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where Envoy finds keys and certificates: files that name the files, for only of such does it
 * notice that a certificate has been renewed (SDS by file, {@code watched_directory}).
 */
public final class SecretFiles {
    /** The certificate of the gate for its clients. */
    static final String GATE = "gate";

    /** Who vouches for workloads. */
    static final String AUTHORITY = "workload-ca";

    private static final String TYPE =
            "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

    private SecretFiles() {}

    /**
     * The text of each file by its name.
     *
     * @param certs the folder that {@code certs/make} fills
     * @param workloads those that an Envoy speaks as
     */
    public static Map<String, String> of(Path certs, List<String> workloads) {
        Path folder = certs.resolve("workloads");
        Map<String, String> files = new LinkedHashMap<>();
        files.put(file(GATE), text(GATE, certificate(certs, "gateway")));
        files.put(
                file(AUTHORITY),
                text(
                        AUTHORITY,
                        map("validation_context", watched(folder, "trusted_ca", "ca.crt"))));
        for (String workload : workloads) {
            String name = workload(workload);
            files.put(file(name), text(name, certificate(folder, workload)));
        }
        return files;
    }

    static String workload(String name) {
        return "workload-" + name;
    }

    /** What a TLS context says of one of them; their folder is the value {@code secrets}. */
    static Map<String, Object> reference(String name) {
        Map<String, Object> source = map("path", "${secrets}/" + file(name));
        Map<String, Object> config =
                map("path_config_source", source, "resource_api_version", "V3");
        return map("name", name, "sds_config", config);
    }

    private static String file(String name) {
        return name + ".yaml";
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
