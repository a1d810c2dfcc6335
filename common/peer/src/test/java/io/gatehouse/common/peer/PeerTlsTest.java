// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTlsTest {
    @ParameterizedTest
    @CsvSource({
        "key, , ",
        ", certificate, ",
        ", , trust",
        "key, certificate, ",
        "key, , trust",
        ", certificate, trust"
    })
    void newWhenFilesArePartlySetThenRefuses(String key, String certificate, String trust) {
        assertThatThrownBy(() -> tls(key, certificate, trust))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gatehouse.tls.key");
    }

    @Test
    void towardsWhenNothingIsSetThenTheMeshDoesTls() {
        PeerTls tls = tls(null, null, null);

        assertThat(tls.own()).isEmpty();
        assertThat(tls.towards("orders")).isEmpty();
    }

    @Test
    void newWhenAFileIsMissingThenSaysWhichSettings() {
        assertThatThrownBy(() -> tls("no-such.key", "no-such.crt", "no-such-ca.crt"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gatehouse.tls")
                .hasMessageContaining("no-such");
    }

    private static PeerTls tls(String key, String certificate, String trust) {
        return new PeerTls(
                Optional.ofNullable(key).map(Path::of),
                Optional.ofNullable(certificate).map(Path::of),
                Optional.ofNullable(trust).map(Path::of),
                "spiffe://gatehouse.test/ns/gatehouse/sa/");
    }
}
