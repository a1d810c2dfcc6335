// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource requests and the memory limit of a pod.
 *
 * @param cpu in millicores, such as {@code 250m}
 * @param memory such as {@code 224Mi}
 * @param memoryLimit such as {@code 368Mi}
 */
public record Resources(String cpu, String memory, String memoryLimit) {
    private static final Pattern CPU = Pattern.compile("[1-9][0-9]{0,4}m");
    private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,5})Mi");

    /**
     * Refuses other units, and a limit below the request.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Resources {
        if (!CPU.matcher(cpu).matches()) {
            throw new IllegalArgumentException(
                    "resources: cpu \"%s\" is not such as 250m".formatted(cpu));
        }
        if (mebibytes(memoryLimit) < mebibytes(memory)) {
            throw new IllegalArgumentException(
                    "resources: the limit %s is less than %s".formatted(memoryLimit, memory));
        }
    }

    private static int mebibytes(String memory) {
        Matcher matcher = MEMORY.matcher(memory);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "resources: memory \"%s\" is not such as 224Mi".formatted(memory));
        }
        return Integer.parseInt(matcher.group(1));
    }
}
