// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Merges several OpenAPI documents that refer to each other's components into one. Each path is in
 * one part only; components of the same name must be equal.
 */
final class MergedApi {
    private static final String PATHS = "paths";
    private static final String COMPONENTS = "components";

    private final ObjectNode document;

    private MergedApi(ObjectNode document) {
        this.document = document;
    }

    /** Starts a document from the part that all others share. */
    static MergedApi of(ObjectNode shared) {
        return new MergedApi(shared.deepCopy());
    }

    /** Starts the document of the internal API, which peers call, with the same components. */
    MergedApi inside() {
        ObjectNode inside = document.deepCopy();
        inside.withObject("/info").put("title", "Gatehouse, inside");
        inside.remove("security");
        inside.remove("servers");
        inside.putObject(PATHS);
        return new MergedApi(inside);
    }

    void add(String name, ObjectNode part) {
        for (String same : new String[] {"openapi", "security"}) {
            require(
                    !document.has(same) || part.path(same).equals(document.path(same)),
                    name + " differs from the others in " + same);
        }
        ObjectNode local = part.deepCopy();
        makeLocal(local);
        ObjectNode paths = document.withObject("/" + PATHS);
        for (Map.Entry<String, JsonNode> path : local.path(PATHS).properties()) {
            require(!paths.has(path.getKey()), name + " repeats " + path.getKey());
            paths.set(path.getKey(), path.getValue());
        }
        for (Map.Entry<String, JsonNode> kind : local.path(COMPONENTS).properties()) {
            addAll(name, "/" + COMPONENTS + "/" + kind.getKey(), kind.getValue());
        }
    }

    private void addAll(String name, String kind, JsonNode components) {
        ObjectNode all = document.withObject(kind);
        for (Map.Entry<String, JsonNode> component : components.properties()) {
            String itself = "#" + kind + "/" + component.getKey();
            // An alias of another part's component, which that part defines.
            if (component.getValue().path("$ref").asText().equals(itself)) {
                continue;
            }
            JsonNode known = all.path(component.getKey());
            require(
                    known.isMissingNode() || known.equals(component.getValue()),
                    name + " has another " + itself);
            all.set(component.getKey(), component.getValue());
        }
    }

    /** Cuts the file from each {@code $ref}: after the merge all references are local. */
    private static void makeLocal(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            String reference = object.path("$ref").asText();
            object.put("$ref", reference.substring(reference.indexOf('#')));
        }
        node.forEach(MergedApi::makeLocal);
    }

    ObjectNode document() {
        return document;
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }
}
