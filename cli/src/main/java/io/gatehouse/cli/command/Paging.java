// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Json;
import io.gatehouse.cli.session.SignedInGate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The paging options of a list, and the requests for its pages. */
final class Paging {

    private static final String LARGEST_PAGE = "100";
    private static final int ENDLESS = Integer.MAX_VALUE;

    /** At most 1000 items: the gate's limits count each request. */
    private static final int NEWEST_PAGES = 10;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, 1 to 100.")
    private Integer limit;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "Go on where an earlier page ended.")
    private String after;

    @Option(names = "--all", description = "All of them, page by page.")
    private boolean all;

    private int most = ENDLESS;

    /** The newest items only, since a list may be very long. */
    static Paging newest() {
        Paging paging = unlimited();
        paging.most = NEWEST_PAGES;
        return paging;
    }

    static Paging unlimited() {
        Paging paging = new Paging();
        paging.all = true;
        return paging;
    }

    Listing fetch(SignedInGate gate, String path, Map<String, String> filter) {
        Map<String, String> query = new TreeMap<>(filter);
        if (limit != null) {
            query.put("limit", limit.toString());
        } else if (all) {
            query.put("limit", LARGEST_PAGE);
        }
        if (after != null) {
            query.put("after", after);
        }
        return all ? everything(gate, path, query) : page(gate, path, query);
    }

    private Listing everything(SignedInGate gate, String path, Map<String, String> query) {
        List<JsonNode> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Listing page = page(gate, path, query);
        items.addAll(page.items());
        for (int pages = 1; page.next().isPresent() && pages < most; pages++) {
            String next = page.next().get();
            if (!seen.add(next)) {
                throw new Failure.Unreachable("The pages of the list run in a circle.", null);
            }
            query.put("after", next);
            page = page(gate, path, query);
            items.addAll(page.items());
        }
        return new Listing(items, Optional.empty(), Json.write(Map.of("items", items)));
    }

    private static Listing page(SignedInGate gate, String path, Map<String, String> query) {
        String parameters =
                query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        Answer answer = gate.send(Call.get(parameters.isEmpty() ? path : path + "?" + parameters));
        Page page = answer.as(Page.class);
        return new Listing(page.items(), Optional.ofNullable(page.next()), answer.body());
    }

    /** Descriptions by id, in the order of the list. */
    static <T> SequencedMap<String, String> index(
            List<T> things, Function<T, String> id, Function<T, String> about) {
        SequencedMap<String, String> index = new LinkedHashMap<>();
        things.forEach(thing -> index.put(id.apply(thing), about.apply(thing)));
        return index;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The body of a page; {@code next} is the cursor of the following one, null in the last. */
    record Page(List<JsonNode> items, String next) {

        Page {
            items = items == null ? List.of() : List.copyOf(items);
        }
    }

    /** The fetched items: one page, or all pages joined. */
    record Listing(List<JsonNode> items, Optional<String> next, String json) {

        Listing {
            items = List.copyOf(items);
        }

        <T> List<T> as(Class<T> type) {
            return items.stream().map(item -> Json.convert(item, type)).toList();
        }

        /** Prints the JSON of the list for {@code --json}, else runs the given output. */
        void show(CommandContext context, Runnable forPeople) {
            if (context.connection().json()) {
                context.screen().json(json);
                return;
            }
            if (items.isEmpty()) {
                context.screen().line("Nothing there.");
                return;
            }
            forPeople.run();
            next.ifPresent(cursor ->
                    context.screen().remark("There are more: --all, or --after " + cursor));
        }
    }
}
