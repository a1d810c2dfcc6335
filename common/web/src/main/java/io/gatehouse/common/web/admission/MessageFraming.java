// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Enforces message framing (RFC 9112, sections 6 and 9.6): a request whose body has no clear end is
 * refused, and its connection closed. A response to HEAD has the headers of the response to GET,
 * and no body (RFC 9110, section 9.3.2).
 */
public final class MessageFraming implements Filter {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final List<String> CHUNKED = List.of("chunked");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.whenSent(() -> closeIfAnnounced(response));
        if (!framed(request.headers())) {
            throw RequestException.builder()
                    .type(DirectHandler.EventType.BAD_REQUEST)
                    .request(DirectTransportRequest.create(request.prologue(), request.headers()))
                    .message("It is not clear where the body ends.")
                    .setKeepAlive(false)
                    .build();
        }
        request.streamFilter(body -> new WholeBody(body, response));
        if (request.prologue().method().equals(Method.HEAD)) {
            // Without a length the response would be chunked, and its last chunk sent as a body.
            response.header(HeaderValues.CONTENT_LENGTH_ZERO);
            response.streamFilter(body -> new NoBody(body, response));
        }
        chain.proceed();
    }

    private static boolean framed(ServerRequestHeaders headers) {
        boolean coded = headers.contains(HeaderNames.TRANSFER_ENCODING);
        if (!headers.contains(HeaderNames.CONTENT_LENGTH)) {
            return !coded || headers.get(HeaderNames.TRANSFER_ENCODING).allValues().equals(CHUNKED);
        }
        Header length = headers.get(HeaderNames.CONTENT_LENGTH);
        return !coded && length.valueCount() == 1 && LENGTH.matcher(length.get()).matches();
    }

    private static void closeIfAnnounced(ServerResponse response) {
        if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("The answer said that it is the last one.");
        }
    }

    /**
     * Refuses a body that ends too early or is chunked incorrectly: an error of the client, after
     * which the start of its next request is unknown.
     */
    private static final class WholeBody extends FilterInputStream {
        private final ServerResponse response;
        private boolean broken;

        private WholeBody(InputStream body, ServerResponse response) {
            super(body);
            this.response = response;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (RuntimeException unreadable) {
                throw refused(unreadable);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (RuntimeException unreadable) {
                throw refused(unreadable);
            }
        }

        /** Closing drains the rest of a body, which must not happen after an error. */
        @Override
        public void close() throws IOException {
            if (!broken) {
                try {
                    super.close();
                } catch (RuntimeException unreadable) {
                    throw refused(unreadable);
                }
            }
        }

        private ProblemException refused(RuntimeException unreadable) {
            broken = true;
            response.header(HeaderValues.CONNECTION_CLOSE);
            return new ProblemException(
                    ProblemCode.MALFORMED_REQUEST, "The body did not arrive whole.", unreadable);
        }
    }

    /** Counts the bytes of the body that GET would have, and sends the headers on close. */
    private static final class NoBody extends OutputStream {
        private static final byte[] NOTHING = {};

        private final OutputStream connection;
        private final ServerResponse response;
        private long length;
        private boolean closed;

        private NoBody(OutputStream connection, ServerResponse response) {
            this.connection = connection;
            this.response = response;
        }

        @Override
        public void write(int one) {
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            length += count;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                response.headers().contentLength(length);
                connection.write(NOTHING);
                connection.close();
            }
        }
    }
}
