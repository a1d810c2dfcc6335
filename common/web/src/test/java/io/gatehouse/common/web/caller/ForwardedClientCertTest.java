// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedClientCertTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "URI=spiffe://a/b                                | spiffe://a/b",
                "uri=spiffe://a/b                                | spiffe://a/b",
                "By=spiffe://me;Hash=00;URI=spiffe://a/b         | spiffe://a/b",
                "URI=spiffe://a/b;Subject=\"CN=x\"               | spiffe://a/b",
                "Hash=00; URI=spiffe://a/b                       | spiffe://a/b",
                "Subject=\"a,b;URI=spiffe://no\";URI=spiffe://a/b | spiffe://a/b",
                "Subject=\"a\\\",URI=spiffe://no\";URI=spiffe://a/b | spiffe://a/b",
                "Subject=\"a\\\\\";URI=spiffe://a/b              | spiffe://a/b",
                "URI=spiffe://no,URI=spiffe://a/b                | spiffe://a/b",
                "URI=spiffe://no;URI=spiffe://no2,URI=spiffe://a/b | spiffe://a/b",
                "garbage,,URI=spiffe://a/b                       | spiffe://a/b",
            })
    void peerWhenLastElementHasOneUriThenThatOne(String header, String peer) {
        assertThat(ForwardedClientCert.peer(header)).contains(peer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "URI=",
                "URI",
                "\"",
                "Hash=00",
                "By=spiffe://a/b;Hash=00",
                "XURI=spiffe://a/b",
                "URI=spiffe://a/b,",
                "URI=spiffe://a/b,Hash=00",
                "URI=spiffe://a/b;URI=spiffe://a/b",
                "URI=spiffe://a/b;URI=",
                "Subject=\"URI=spiffe://a/b\"",
                "Subject=\"x;URI=spiffe://a/b",
                "Subject=\"x,URI=spiffe://a/b",
                "Subject=\"x\\\";URI=spiffe://a/b",
                "Subject=\"x\\",
                // The peer's own element, behind what it sent itself, which ends inside a quote.
                "URI=spiffe://a/b;Subject=\"x,By=spiffe://me;URI=spiffe://no",
                "URI=spiffe://a/b;Subject=\"x,By=spiffe://me;Subject=\"CN=y\";URI=spiffe://no",
                "URI=spiffe://a/b;Subject=\"x,Subject=\"CN=\\\"y\";URI=spiffe://no",
                "URI=spiffe://a/b;Subject=\"x,Subject=\"CN=y\\\"z\\\"\";URI=spiffe://no",
                "URI=spiffe://a/b;x\",URI=spiffe://no;Subject=\"\"",
                "URI=spiffe://a/b;\"=\",URI=spiffe://no;Subject=\"CN=x\"",
            })
    void peerWhenNotExactlyOneUriThenEmpty(String header) {
        assertThat(ForwardedClientCert.peer(header)).isEmpty();
    }
}
