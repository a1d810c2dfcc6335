// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The header rules of both gateways: {@code gate/headers.yaml}, whose keys are template parts. */
public record HeaderParts(Map<String, Object> all) {
    public HeaderParts {
        all = Map.copyOf(all);
    }

    /** Reads {@code headers.yaml}. */
    public static HeaderParts read(Path file) {
        List<Object> documents = Skeleton.load(file);
        Map<String, Object> parts = new LinkedHashMap<>();
        ((Map<?, ?>) documents.getFirst()).forEach((name, part) -> parts.put((String) name, part));
        return new HeaderParts(parts);
    }

    /** The headers by which a service knows who is signed in. */
    List<String> identity() {
        return ((List<?>) all.get("identity"))
                .stream().map(it -> (String) ((Map<?, ?>) it).get("header_name")).toList();
    }

    /** The headers of a part that adds some to requests, with what Envoy writes there. */
    Map<String, String> added(String part) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Object option : (List<?>) all.get(part)) {
            Map<?, ?> header = (Map<?, ?>) ((Map<?, ?>) option).get("header");
            headers.put((String) header.get("key"), (String) header.get("value"));
        }
        return headers;
    }

    Map<String, Object> only(String name) {
        return Map.of(name, all.get(name));
    }
}
