// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How strong a key must be, and how large it may be. */
class JwkSetReaderTest {

    @ParameterizedTest
    @CsvSource({
        "2047, 65537, false",
        "2048, 65537, true",
        "4096, 65537, true",
        "4097, 65537, false",
        "2048, 3, false",
        "2048, 65535, false",
        "2048, 65538, false",
        "2048, 4294967295, true",
        "2048, 4294967297, false"
    })
    void readWhenKeyIsOfAnyStrengthThenTakesThoseBetweenTheLimits(
            int bits, long exponent, boolean taken) throws IOException {
        byte[] json = set(bits, exponent);

        if (taken) {
            assertThat(JwkSetReader.read(json)).containsOnlyKeys("x");
        } else {
            assertThatThrownBy(() -> JwkSetReader.read(json))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no usable key in the key set");
        }
    }

    @Test
    void readWhenTheSetIsAsLargeAsItMayBeThenTaken() throws IOException {
        byte[] json = set(2048, 65537);
        String padded = " ".repeat(64 * 1024 - json.length) + new String(json, UTF_8);

        assertThat(JwkSetReader.read(padded.getBytes(UTF_8))).containsOnlyKeys("x");
        assertThatThrownBy(() -> JwkSetReader.read((" " + padded).getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] set(int bits, long exponent) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        return """
        {"keys":[{"kty":"RSA","use":"sig","kid":"x","n":"%s","e":"%s"}]}
        """
                .formatted(
                        Base64URL.encode(modulus), Base64URL.encode(BigInteger.valueOf(exponent)))
                .getBytes(UTF_8);
    }
}
