// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** The catalogue of problems as HTML pages: an index, and one page for each code. */
final class ProblemPages {
    private static final HtmlRenderer HTML = HtmlRenderer.builder().escapeHtml(true).build();
    private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

    private final String introduction;
    private final Map<String, List<Node>> sections;

    private ProblemPages(String introduction, Map<String, List<Node>> sections) {
        this.introduction = introduction;
        this.sections = sections;
    }

    /** Parses the catalogue in Markdown; each heading of level two is a code. */
    static ProblemPages of(String markdown) {
        StringBuilder introduction = new StringBuilder();
        Map<String, List<Node>> sections = new LinkedHashMap<>();
        List<Node> section = null;
        Node next = Parser.builder().build().parse(markdown).getFirstChild();
        for (; next != null; next = next.getNext()) {
            if (next instanceof Heading heading && heading.getLevel() == 2) {
                section = new ArrayList<>();
                sections.put(TEXT.render(heading).strip(), section);
            } else if (section == null) {
                introduction.append(HTML.render(next));
            } else {
                section.add(next);
            }
        }
        return new ProblemPages(introduction.toString(), sections);
    }

    String index() {
        return page(
                "Problems",
                sections.entrySet().stream()
                        .map(section -> entry(section.getKey(), section.getValue()))
                        .collect(Collectors.joining("", introduction, "")));
    }

    /** The HTML pages by code. */
    Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        sections.forEach((code, section) ->
                pages.put(
                        code,
                        page(
                                code,
                                "<h1><code>%s</code></h1>\n%s<p><a href=\"/problems\">All problems</a></p>\n"
                                        .formatted(code, html(section)))));
        return pages;
    }

    private static String entry(String code, List<Node> section) {
        return "<h2><a href=\"/problems/%s\"><code>%s</code></a></h2>\n%s"
                .formatted(code, code, HTML.render(section.getFirst()));
    }

    private static String html(List<Node> nodes) {
        return nodes.stream().map(HTML::render).collect(Collectors.joining());
    }

    private static String page(String title, String body) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s · Gatehouse</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/docs/page.css">
        </head>
        <body>
        %s</body>
        </html>
        """
                .formatted(title, body);
    }
}
