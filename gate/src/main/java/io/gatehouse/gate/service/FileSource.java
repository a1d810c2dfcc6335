// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a file comes from in the cluster; a laptop's launcher makes it.
 *
 * @param name of a Secret or a ConfigMap
 */
public record FileSource(Kind kind, String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Volumes that a pod may have anyway. */
    private static final Set<String> TAKEN = Set.of("tmp", "database", "database-ca");

    /** What it is a key of. */
    public enum Kind {
        @JsonProperty("secret")
        SECRET,
        @JsonProperty("configMap")
        CONFIG_MAP
    }

    /** Refuses a name that no object can have, or that would be mounted twice. */
    public FileSource {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("files: \"%s\" is no name".formatted(name));
        }
        if (TAKEN.contains(name)) {
            throw new IllegalArgumentException("files: the name %s is taken".formatted(name));
        }
    }
}
