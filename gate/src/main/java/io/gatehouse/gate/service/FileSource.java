// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The object that holds a file in the cluster; on a laptop the launcher makes the file.
 *
 * @param name of the Secret or ConfigMap
 */
public record FileSource(Kind kind, String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** The names of other volumes of a pod. */
    private static final Set<String> TAKEN = Set.of("tmp", "database", "database-ca");

    /** The kind of object. */
    public enum Kind {
        @JsonProperty("secret")
        SECRET,
        @JsonProperty("configMap")
        CONFIG_MAP
    }

    /**
     * Refuses a name that no object can have, or that another volume has.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public FileSource {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("files: \"%s\" is no name".formatted(name));
        }
        if (TAKEN.contains(name)) {
            throw new IllegalArgumentException("files: the name %s is taken".formatted(name));
        }
    }
}
