// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.255",
        "192.0.2.1, ::ffff:192.0.2.9",
        "2001:db8:1:200::1, 2001:db8:1:2ff:ffff::",
        "2001:db8::1, 2001:DB8:0:0:0:0:0:2",
    })
    void blockWhenAddressesAreNeighboursThenOne(String one, String other) {
        assertThat(AddressBlock.of(one)).isEqualTo(AddressBlock.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.3.1",
        "2001:db8:1:200::1, 2001:db8:1:300::1",
        "192.0.2.1, c000:200::",
    })
    void blockWhenAddressesAreNoNeighboursThenTwo(String one, String other) {
        assertThat(AddressBlock.of(one)).isNotEqualTo(AddressBlock.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "localhost", "192.0.2.256", "192.0.2.1, 192.0.2.2", "::g"})
    void blockWhenTheTextIsNoAddressThenThatOfTheUnknown(String text) {
        assertThat(AddressBlock.of(text)).isEqualTo(AddressBlock.UNKNOWN);
    }
}
