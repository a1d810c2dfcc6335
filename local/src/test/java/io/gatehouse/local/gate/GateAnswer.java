// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An HTTP/1.1 answer as it came over the wire; header names are in lower case. */
record GateAnswer(int status, Map<String, List<String>> headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static GateAnswer read(InputStream in) throws IOException {
        GateAnswer head = readHead(in);
        byte[] body = new byte[0];
        if (head.headers().containsKey("content-length")) {
            body = in.readNBytes(Integer.parseInt(head.header("content-length").orElseThrow()));
        } else if (head.headers().containsKey("transfer-encoding")) {
            body = chunks(in);
        }
        return new GateAnswer(
                head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    /** The answer to HEAD, whose length is that of a body which does not come. */
    static GateAnswer readHead(InputStream in) throws IOException {
        String statusLine = line(in);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine.split(" ", -1)[1]);
        return new GateAnswer(status, headers, "");
    }

    /** The one value of a header; empty when it is absent. */
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " came " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + body, e);
        }
    }

    /** The code of a problem answer, after a look at all its members; empty when it is none. */
    String code() {
        JsonNode problem = json();
        String code = problem.path("code").asText();
        boolean whole =
                header("content-type").orElse("").equals("application/problem+json")
                        && problem.path("status").asInt() == status
                        && problem.path("type").asText().equals("/problems/" + code)
                        && !problem.path("title").asText().isEmpty()
                        && !problem.path("detail").asText().isEmpty()
                        && !problem.path("requestId").asText().isEmpty();
        return whole ? code : "";
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = -1; size != 0; ) {
            size = Integer.parseInt(line(in), 16);
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after \"" + line + "\"");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
