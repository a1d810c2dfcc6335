// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds the answer to HEAD against the one to GET (RFC 9110, section 9.3.2). */
public final class HeadRequest {
    private HeadRequest() {}

    /**
     * Asks both ways.
     *
     * @throws AssertionError when HEAD has a body, another status or other headers
     */
    public static void check(Http caller, String path) {
        HttpAnswer get = send(caller, "GET", path);
        HttpAnswer head = send(caller, "HEAD", path);
        if (head.status() != get.status()
                || head.body().length != 0
                || !fixed(head, get).equals(fixed(get, get))) {
            throw new AssertionError("HEAD " + path + " is " + head + ", but GET is " + get);
        }
    }

    private static HttpAnswer send(Http caller, String method, String path) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        request.append("Host: localhost\r\n");
        caller.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        return RawHttp.exchange(caller.base(), request.append("\r\n").toString());
    }

    /** Without what differs from one answer to the next, and from a stream to a head. */
    private static Map<String, List<String>> fixed(HttpAnswer answer, HttpAnswer get) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.headers().map());
        headers.remove("Date");
        headers.remove("x-request-id");
        if (headers.remove("Transfer-Encoding") != null || get.header("Content-Length").isEmpty()) {
            headers.remove("Content-Length");
        }
        return headers;
    }
}
