// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

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
        RawHttp.Answer get = send(caller, "GET", path);
        RawHttp.Answer head = send(caller, "HEAD", path);
        if (head.status() != get.status()
                || !head.body().isEmpty()
                || !fixed(head, get).equals(fixed(get, get))) {
            throw new AssertionError("HEAD " + path + " is " + head + ", but GET is " + get);
        }
    }

    private static RawHttp.Answer send(Http caller, String method, String path) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        request.append("Host: localhost\r\n");
        caller.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        return RawHttp.exchange(caller.base(), request.append("\r\n").toString());
    }

    /** Without what differs from one answer to the next, and from a stream to a head. */
    private static Map<String, String> fixed(RawHttp.Answer answer, RawHttp.Answer get) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.remove("Date");
        headers.remove("x-request-id");
        if (headers.remove("Transfer-Encoding") != null
                || !get.headers().containsKey("Content-Length")) {
            headers.remove("Content-Length");
        }
        return headers;
    }
}
