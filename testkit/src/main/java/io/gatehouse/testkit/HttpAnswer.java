// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came back over HTTP, from a client library or read off the wire. */
public final class HttpAnswer {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    private HttpAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static HttpAnswer of(HttpResponse<byte[]> response) {
        return new HttpAnswer(response.statusCode(), response.headers(), response.body());
    }

    /**
     * Reads one HTTP/1.1 answer, after which another one may follow (RFC 9112, section 6).
     *
     * @param method of the request: what answers HEAD has the length of a body that does not come
     */
    public static HttpAnswer read(InputStream in, String method) throws IOException {
        HttpAnswer head = readHead(in);
        return method.equals("HEAD") ? head : head.with(framedBody(in, head));
    }

    /** Reads what comes until the connection ends; its body is whatever follows the head. */
    static HttpAnswer readAll(InputStream in) throws IOException {
        return readHead(in).with(in.readAllBytes());
    }

    private HttpAnswer with(byte[] read) {
        return new HttpAnswer(status, headers, read);
    }

    public int status() {
        return status;
    }

    /** All headers; of what was read off the wire, their names are in lower case. */
    public HttpHeaders headers() {
        return headers;
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return Json.read(text());
    }

    /** A field of the JSON object; empty when it is missing. */
    public String field(String name) {
        return json().path(name).asText();
    }

    /** The first field that a problem names. */
    public String blamed() {
        return json().at("/errors/0/field").asText();
    }

    /** The one value of a header; empty when it is absent. */
    public Optional<String> header(String name) {
        List<String> values = headers.allValues(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " came " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    /** The code of a problem, after a look at all its members; empty when it is none. */
    public String code() {
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

    /** For whoever reads a failed test; without cookies and the secrets of a JSON object. */
    @Override
    public String toString() {
        Map<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        shown.putAll(headers.map());
        shown.computeIfPresent("set-cookie", (_, _) -> List.of("(kept back)"));
        return status + " " + shown + " " + Json.redact(text());
    }

    private static HttpAnswer readHead(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new HttpAnswer(status, HttpHeaders.of(headers, (_, _) -> true), new byte[0]);
    }

    private static byte[] framedBody(InputStream in, HttpAnswer head) throws IOException {
        if (head.header("transfer-encoding").isPresent()) {
            return chunks(in);
        }
        return in.readNBytes(head.header("content-length").map(Integer::parseInt).orElse(0));
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
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after \"" + line + "\"");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
