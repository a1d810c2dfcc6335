// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestContextTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String FRESH = "00-[0-9a-f]{32}-[0-9a-f]{16}-00";

    @AfterEach
    void forget() {
        RequestContext.unbind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRACE,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                "00-00000000000000000000000000000001-0000000000000001-ff"
            })
    void ofWhenTraceparentIsWellFormedThenKept(String traceparent) {
        assertThat(traceparent(traceparent)).isEqualTo(traceparent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                TRACE + "\r\nx: y",
                " " + TRACE,
                TRACE + "," + TRACE,
            })
    void ofWhenTraceparentIsMalformedThenFresh(String traceparent) {
        assertThat(traceparent(traceparent)).matches(FRESH).isNotEqualTo(traceparent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "req-1", "0123456789abcdef-ABC"})
    void ofWhenRequestIdIsPlainThenKept(String id) {
        assertThat(RequestContext.of(Optional.of(id), Optional.empty()).requestId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "ä", "<script>", "a_b"})
    void ofWhenRequestIdIsNotPlainThenFresh(String id) {
        assertThat(RequestContext.of(Optional.of(id), Optional.empty()).requestId())
                .isNotEqualTo(id)
                .hasSize(36);
    }

    @Test
    void ofWhenRequestIdIsTooLongThenFresh() {
        RequestContext context = RequestContext.of(Optional.of("a".repeat(65)), Optional.of(TRACE));

        assertThat(context.requestId()).hasSize(36);
        assertThat(context.traceparent()).isEqualTo(TRACE);
    }

    @Test
    void runFreshWhenInsideARequestThenAnotherIdAndTheOldOneAfterwards() {
        RequestContext.of(Optional.of("outer"), Optional.empty()).bind();
        List<String> inside = new ArrayList<>();

        RequestContext.runFresh(() -> {
            inside.add(RequestContext.current().requestId());
            inside.add(RequestContext.current().requestId());
        });

        assertThat(inside).doesNotContain("outer");
        assertThat(inside.get(0)).isEqualTo(inside.get(1));
        assertThat(RequestContext.current().requestId()).isEqualTo("outer");
    }

    @Test
    void runFreshWhenTheWorkFailsThenNothingStaysBound() {
        assertThatThrownBy(() ->
                        RequestContext.runFresh(() -> {
                            throw new IllegalStateException("bad work");
                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(RequestContext.bound()).isEmpty();
    }

    private static String traceparent(String header) {
        return RequestContext.of(Optional.empty(), Optional.of(header)).traceparent();
    }
}
