// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The templates in a folder, and the files generated from them. */
record Skeletons(Path folder) {
    /**
     * The content of a file.
     *
     * @param source its source beside the template, as a path of the repository
     */
    String text(
            String source, String skeleton, Map<String, Object> parts, Map<String, String> values) {
        return made("%s and gate/mesh/%s".formatted(source, skeleton))
                + YamlText.of(documents(skeleton, parts, values));
    }

    /** A template with every place filled. */
    List<Object> documents(String skeleton, Map<String, Object> parts, Map<String, String> values) {
        return Skeleton.read(folder.resolve(skeleton)).fill(parts, values);
    }

    /** The first line of a file, which marks it as generated for readers and for the command. */
    static String made(String sources) {
        return "# Made of %s by ./gatehouse gate, which would undo any change here.\n"
                .formatted(sources);
    }
}
