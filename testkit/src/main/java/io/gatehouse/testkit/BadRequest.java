// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.List;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that is wrong as HTTP, whatever it asks for, and what every service answers to it: the
 * table that each of them runs.
 *
 * @param line the request line, in which READ and WRITE stand for a path of the service
 * @param headers one a line, besides those of the caller
 */
public record BadRequest(String line, String headers, String body, int status, String code) {
    private static final String MALFORMED = "malformed_request";
    private static final String HOST = "Host: localhost\n";
    private static final String TYPE = "Content-Type: application/json\n";

    /** All of them, and at the end those which a service must not mind. */
    public static Stream<BadRequest> all() {
        return Stream.of(targets(), lines(), fields(), framing(), codings(), harmless())
                .flatMap(each -> each);
    }

    private static Stream<BadRequest> targets() {
        Stream<BadRequest> characters =
                Stream.of("|", "^", "{", "}", "[", "]", "\"", "<", ">", "`", "\\", "%", "%zz", "é")
                        .flatMap(text -> Stream.of("?q=" + text, "/" + text))
                        // A path of ASCII is all that Helidon reads: what is not is unknown to it.
                        .filter(text -> !text.equals("/é"))
                        .map(text -> refused("GET READ" + text + " HTTP/1.1", HOST));
        Stream<BadRequest> lengths =
                Stream.of(4_096, 9_000, 40_000)
                        .map(length -> "GET READ?q=" + "a".repeat(length) + " HTTP/1.1")
                        .map(line -> new BadRequest(line, HOST, "", 414, "target_too_long"));
        return Stream.concat(characters, lengths);
    }

    private static Stream<BadRequest> lines() {
        return Stream.concat(
                Stream.of("GET READ HTTP/1.0", "HEAD READ HTTP/1.0")
                        .map(line -> new BadRequest(line, HOST, "", 426, "upgrade_required")),
                Stream.of(
                                "G@T READ HTTP/1.1",
                                "CONNECT localhost:1 HTTP/1.1",
                                "OPTIONS * HTTP/1.1",
                                "GET no-slash HTTP/1.1",
                                "GET  HTTP/1.1",
                                "GET READ HTTP/2.0",
                                "GET READ",
                                "nonsense")
                        .map(line -> refused(line, HOST)));
    }

    private static Stream<BadRequest> fields() {
        String large = "X-Large: " + "a".repeat(48 * 1024) + "\n";
        String many = ("X-Many: " + "a".repeat(1000) + "\n").repeat(48);
        return Stream.concat(
                Stream.of(large, many).map(header -> read(HOST + header, 431, "headers_too_large")),
                Stream.of(
                                "X-A: a\n",
                                "Host: \n",
                                "Host: a b\n",
                                "Host: a:b\n",
                                HOST + HOST,
                                HOST + "No colon\n",
                                HOST + "Bad Name: a\n",
                                HOST + "X-A: a\u0000b\n",
                                HOST + "X-A: a\n folded\n",
                                HOST + "Accept: /\n",
                                HOST + "Accept: a/b/c\n",
                                HOST + "Accept: application/json;q=x\n",
                                HOST + "Accept: application/json;q=2\n",
                                HOST + "Accept: application/json;charset=\"\n",
                                HOST + "If-Match: abc\n",
                                HOST + "If-Match: W/\n",
                                HOST + "If-None-Match: abc\n",
                                HOST + "If-None-Match: \"\n",
                                HOST + "If-None-Match: \"a\", b\n")
                        .map(header -> read(header, 400, MALFORMED)));
    }

    private static Stream<BadRequest> framing() {
        Stream<BadRequest> lengths =
                Stream.of("abc", "-1", "+2", "1, 2", "99999999999999999999", "2\nContent-Length: 3")
                        .map(length -> write(TYPE + "Content-Length: " + length + "\n", "{}"));
        Stream<BadRequest> codings =
                Stream.of("gzip", "gzip, chunked", "chunked, gzip", "chunked\nTransfer-Encoding: x")
                        .map(coding -> write(TYPE + "Transfer-Encoding: " + coding + "\n", "{}"));
        Stream<BadRequest> chunks =
                Stream.of(
                                "zz\r\n{}\r\n0\r\n\r\n",
                                "2\r\n{}\r\n0\r\nx\r\n\r\n",
                                "-2\r\n{}\r\n",
                                "9\r\n{")
                        .map(body -> write(TYPE + "Transfer-Encoding: chunked\n", body));
        BadRequest both =
                write(
                        TYPE + "Content-Length: 12\nTransfer-Encoding: chunked\n",
                        "2\r\n{}\r\n0\r\n\r\n");
        return Stream.of(lengths, codings, chunks, Stream.of(both)).flatMap(each -> each);
    }

    private static Stream<BadRequest> codings() {
        String length = "Content-Length: 2\n";
        return Stream.concat(
                Stream.of("gzip", "br", "identity", "x", "gzip, br")
                        .map(coding -> TYPE + length + "Content-Encoding: " + coding + "\n")
                        .map(header ->
                                new BadRequest(
                                        "POST WRITE HTTP/1.1",
                                        HOST + header,
                                        "{}",
                                        415,
                                        "unsupported_media_type")),
                Stream.of("abc", "/", "application/", "application/json;charset", "a/b, c/d")
                        .map(type -> write("Content-Type: " + type + "\n" + length, "{}")));
    }

    private static Stream<BadRequest> harmless() {
        return Stream.of(
                        "X-Large: " + "a".repeat(32 * 1024 - 300) + "\n",
                        "Accept: \n",
                        "Accept: *\n",
                        "Accept-Language: *;q=x\n",
                        "Accept-Charset: ;;\n",
                        "Accept-Encoding: ;q=\n",
                        "Cookie: =;;=\"\n",
                        "Date: yesterday\n",
                        "If-Modified-Since: yesterday\n",
                        "If-Unmodified-Since: yesterday\n",
                        "If-Range: yesterday\n",
                        "Range: bytes=x\n",
                        "Forwarded: ;;=\n",
                        "Expect: x\n")
                .map(header -> read(HOST + header, 200, ""));
    }

    private static BadRequest refused(String line, String headers) {
        return new BadRequest(line, headers, "", 400, MALFORMED);
    }

    private static BadRequest read(String headers, int status, String code) {
        return new BadRequest("GET READ HTTP/1.1", headers, "", status, code);
    }

    private static BadRequest write(String headers, String body) {
        return new BadRequest("POST WRITE HTTP/1.1", HOST + headers, body, 400, MALFORMED);
    }

    /**
     * Sends it, and holds answer and log against the table.
     *
     * @param reader who may GET {@code path}
     * @param writer who may POST a JSON object to {@code target}
     * @throws AssertionError naming the difference
     */
    public void check(Http reader, String path, Http writer, String target) {
        Http caller = line.contains("WRITE") ? writer : reader;
        String request = line.replace("READ", path).replace("WRITE", target) + "\n" + headers;
        HttpAnswer answer;
        List<String> lines;
        // What is asked for over and over is logged at this level.
        try (CapturedLog log = new CapturedLog("io.gatehouse.request", Level.FINE)) {
            answer = RawHttp.exchange(caller.base(), crlf(request + own(caller)) + body);
            lines = log.lines();
        }
        String seen = answer + " and the log " + lines;
        require(answer.status() == status, seen);
        String id = answer.header("x-request-id").orElse("");
        require(!id.isEmpty() && logged(lines, id), seen);
        if (!code.isEmpty() && !line.startsWith("HEAD")) {
            require(answer.code().equals(code), seen);
            require(answer.field("requestId").equals(id), seen);
        }
    }

    private boolean logged(List<String> lines, String id) {
        return lines.stream()
                .map(Json::read)
                .anyMatch(entry ->
                        entry.path("requestId").asText().equals(id)
                                && entry.path("status").asInt() == status
                                && !entry.path("path").asText().contains("?"));
    }

    private static String own(Http caller) {
        return caller.headers().entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private void require(boolean held, String seen) {
        if (!held) {
            throw new AssertionError(this + " got " + seen);
        }
    }

    @Override
    public String toString() {
        String text = line + " | " + headers.strip() + " | " + body;
        return (text.length() > 120 ? text.substring(0, 120) + "…" : text) + " -> " + status;
    }
}
