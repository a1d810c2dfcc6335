// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {

    /** RFC 3986 sections 6.2.2 and 6.2.3, and what RFC 9449 section 4.3 leaves out. */
    @ParameterizedTest
    @CsvSource({
        "https://gate.test/orders, https://gate.test/orders",
        "HTTPS://Gate.TEST/orders, https://gate.test/orders",
        "https://gate.test:443/orders, https://gate.test/orders",
        "https://gate.test:8443/orders, https://gate.test:8443/orders",
        "https://gate.test:80/orders, https://gate.test:80/orders",
        "http://gate.test:80/orders, http://gate.test/orders",
        "https://gate.test/orders?limit=2, https://gate.test/orders",
        "https://gate.test/orders#top, https://gate.test/orders",
        "https://gate.test/orders?a=b#top, https://gate.test/orders",
        "https://gate.test, https://gate.test/",
        "https://gate.test/, https://gate.test/",
        "https://gate.test?a, https://gate.test/",
        "https://gate.test/orders/, https://gate.test/orders/",
        "https://gate.test/Orders, https://gate.test/Orders",
        "https://gate.test/%6frders, https://gate.test/orders",
        "https://gate.test/%6Frders%2d1, https://gate.test/orders-1",
        "https://gate.test/a%2fb, https://gate.test/a%2Fb",
        "https://gate.test/a//b, https://gate.test/a//b",
        "https://gate.test/./a/./b, https://gate.test/a/b",
        "https://gate.test/a/../b, https://gate.test/b",
        "https://gate.test/../../b, https://gate.test/b",
        "https://gate.test/a/b/.., https://gate.test/a/",
        "https://gate.test/a/b/., https://gate.test/a/b/",
        "https://gate.test/%2e%2E/b, https://gate.test/b",
        "https://[::1]:8443/a, https://[::1]:8443/a",
    })
    void ofWhenWrittenInAnyWayThenOneForm(String text, String normal) {
        assertThat(TargetUri.of(text)).hasValue(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/orders",
                "orders",
                "//gate.test/orders",
                "https:/orders",
                "https://",
                "https:///orders",
                "https://user@gate.test/orders",
                "https://gate.test@evil.test/orders\u00e4",
                "https://gate.test/\u00f6rders",
                "https://gate.test/%2",
                "https://gate.test/%zz",
                "https://gate.test/a b",
                "https://gate.test/a\\b",
                "https://gate.test/a\nb",
                "https://gate_test/orders",
                "https://gate.test:port/orders",
                "urn:gate:orders",
            })
    void ofWhenItIsNoUriOfARequestThenEmpty(String text) {
        assertThat(TargetUri.of(text)).isEmpty();
    }
}
