// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import io.gatehouse.common.web.caller.Caller;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The context of one request: its id, its trace (W3C Trace Context) and its caller. It is bound to
 * the thread that serves the request; a background worker opens one of its own.
 */
public final class RequestContext {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
    private static final int LONGEST_AGENT = 200;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,200}");
    private static final ThreadLocal<RequestContext> CURRENT = new ThreadLocal<>();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String requestId;
    private String traceparent;
    private Caller caller;
    private UnaryOperator<String> headers = _ -> null;

    /**
     * @param traceparent null until somebody asks: most requests that come without one end without
     *     a call or a log line that needs it
     */
    private RequestContext(String requestId, String traceparent) {
        this.requestId = requestId;
        this.traceparent = traceparent;
    }

    /** The context bound to this thread, or a new one when none is bound. */
    public static RequestContext current() {
        RequestContext context = CURRENT.get();
        return context == null ? of(Optional.empty(), Optional.empty()) : context;
    }

    /** Creates a context from two headers; missing or malformed values are replaced by new ones. */
    public static RequestContext of(Optional<String> requestId, Optional<String> traceparent) {
        return new RequestContext(
                requestId
                        .filter(id -> REQUEST_ID.matcher(id).matches())
                        .orElseGet(() -> UUID.randomUUID().toString()),
                traceparent.filter(parent -> TRACEPARENT.matcher(parent).matches()).orElse(null));
    }

    /** Runs work outside any request, such as a recovery step, in a context of its own. */
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

    /** The {@code traceparent} to propagate. */
    public String traceparent() {
        if (traceparent == null) {
            traceparent = newTrace();
        }
        return traceparent;
    }

    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    public void admit(Caller admitted) {
        caller = admitted;
    }

    /** The address of the client, if the gateway told it, which it does to services that ask. */
    public Optional<String> clientAddress() {
        return header("x-gatehouse-client-address").filter(ADDRESS.asMatchPredicate());
    }

    /** What the client's program calls itself, its printable ASCII, at most 200 characters. */
    public Optional<String> userAgent() {
        return header("user-agent")
                .map(it -> it.substring(0, Math.min(it.length(), LONGEST_AGENT)))
                .filter(PRINTABLE.asMatchPredicate());
    }

    /** Why the caller does this, in its own words, printable ASCII. */
    public Optional<String> reason() {
        return header("x-request-reason").filter(PRINTABLE.asMatchPredicate());
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /**
     * Adds where the headers of the request are, for what few requests are asked.
     *
     * @param of gives the value of a header, or null
     */
    RequestContext with(UnaryOperator<String> of) {
        headers = of;
        return this;
    }
}
