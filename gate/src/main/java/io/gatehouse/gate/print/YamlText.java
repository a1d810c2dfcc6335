// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.print;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/** Writes documents as YAML, without anchors. */
public final class YamlText {
    private static final ObjectWriter WRITER =
            YAMLMapper.builder(new YAMLFactory())
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build()
                    .writer();

    private YamlText() {}

    /** The documents as YAML, separated by {@code ---}. */
    public static String of(List<Object> documents) {
        try {
            StringBuilder text = new StringBuilder();
            for (Object document : documents) {
                text.append(text.isEmpty() ? "" : "---\n")
                        .append(WRITER.writeValueAsString(document));
            }
            return text.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and texts can always be written", e);
        }
    }
}
