// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import io.gatehouse.common.web.caller.Caller;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What ties the work of one request together: its id, its trace (W3C Trace Context) and its caller.
 * Bound to the thread that works for the request; a background worker opens one of its own.
 */
public final class RequestContext {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ThreadLocal<RequestContext> CURRENT = new ThreadLocal<>();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String requestId;
    private final String traceparent;
    private Caller caller;

    private RequestContext(String requestId, String traceparent) {
        this.requestId = requestId;
        this.traceparent = traceparent;
    }

    /** The context of this thread's request; a fresh one where no request is being served. */
    public static RequestContext current() {
        RequestContext context = CURRENT.get();
        return context == null ? of(Optional.empty(), Optional.empty()) : context;
    }

    /** A context from the two headers; what is missing or malformed is replaced by fresh values. */
    public static RequestContext of(Optional<String> requestId, Optional<String> traceparent) {
        return new RequestContext(
                requestId
                        .filter(id -> REQUEST_ID.matcher(id).matches())
                        .orElseGet(() -> UUID.randomUUID().toString()),
                traceparent
                        .filter(parent -> TRACEPARENT.matcher(parent).matches())
                        .orElseGet(RequestContext::newTrace));
    }

    /** Runs work outside any request, such as a recovery step, under an id of its own. */
    public static void runFresh(Runnable work) {
        RequestContext before = CURRENT.get();
        of(Optional.empty(), Optional.empty()).bind();
        try {
            work.run();
        } finally {
            unbind();
            if (before != null) {
                before.bind();
            }
        }
    }

    private static String newTrace() {
        byte[] ids = new byte[24];
        RANDOM.nextBytes(ids);
        HexFormat hex = HexFormat.of();
        return "00-" + hex.formatHex(ids, 0, 16) + "-" + hex.formatHex(ids, 16, 24) + "-00";
    }

    public void bind() {
        CURRENT.set(this);
    }

    public static void unbind() {
        CURRENT.remove();
    }

    static Optional<RequestContext> bound() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The gateway's {@code x-request-id}. */
    public String requestId() {
        return requestId;
    }

    /** The {@code traceparent} to send on. */
    public String traceparent() {
        return traceparent;
    }

    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    public void admit(Caller admitted) {
        caller = admitted;
    }
}
