// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The hand-written parts of what stands in the repository, and the texts made of them. */
record Skeletons(Path folder) {
    /**
     * The text of a file.
     *
     * @param source what it is made of beside the skeleton, as a path of the repository
     */
    String text(
            String source, String skeleton, Map<String, Object> parts, Map<String, String> values) {
        return made("%s and gate/mesh/%s".formatted(source, skeleton))
                + YamlText.of(documents(skeleton, parts, values));
    }

    /** A skeleton with every place filled. */
    List<Object> documents(String skeleton, Map<String, Object> parts, Map<String, String> values) {
        return Skeleton.read(folder.resolve(skeleton)).fill(parts, values);
    }

    /** The first line of a file, by which a reader and the command know that it is made. */
    static String made(String sources) {
        return "# Made of %s by ./gatehouse gate, which would undo any change here.\n"
                .formatted(sources);
    }
}
