// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @ParameterizedTest
    @CsvSource({
        "a=b, b",
        "a=b+c, b c",
        "a=b%20c, b c",
        "a=b=c, b=c",
        "a=%3D%26, =&",
        "%61=b, b",
        "x=1&a=b&y=2, b",
        "a=%C3%BC, ü",
        "a=%e2%82%ac, €",
    })
    void getWhenEncodedThenDecoded(String query, String value) {
        assertThat(Parameters.ofQuery(query).get("a")).hasValue(value);
    }

    @Test
    void getWhenUtf8IsNotEncodedThenReadAsUtf8() {
        assertThat(form("a=ü".getBytes(UTF_8)).get("a")).hasValue("ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "&", "&&a=&", "b=c", "A=b"})
    void getWhenWithoutAValueThenAbsent(String query) {
        Parameters parameters = Parameters.ofQuery(query);

        assertThat(parameters.get("a")).isEmpty();
        assertThat(parameters.has("a")).isFalse();
        assertThatThrownBy(() -> parameters.required("a"))
                .isInstanceOf(OAuthException.class)
                .hasMessage("invalid_request");
    }

    @Test
    void allWhenThereMoreThanOnceThenInTheOrderSent() {
        Parameters parameters = Parameters.ofQuery("a=b&c=d&%61=e&a=&a=b");

        assertThat(parameters.all("a")).containsExactly("b", "e", "b");
        assertThat(parameters.get("a")).hasValue("b");
        assertThat(parameters.all("x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a=b&a=b, false", "a=b&a=c&b=d, false", "a=b&b=c&b=d, true", "b=c&b=d, true"})
    void repeatedWhenAListThenNotCounted(String query, boolean repeated) {
        assertThat(Parameters.ofQuery(query).hasRepeated("a", "x")).isEqualTo(repeated);
    }

    @ParameterizedTest
    @CsvSource({"a=b&a=b, true", "a=b&%61=c, true", "a=b&a=, false", "a=b&b=a, false"})
    void repeatedWhenThereTwiceThenTrue(String query, boolean repeated) {
        assertThat(Parameters.ofQuery(query).isRepeated("a")).isEqualTo(repeated);
        assertThat(Parameters.ofQuery(query).hasRepeated()).isEqualTo(repeated);
    }

    @ParameterizedTest
    @CsvSource({
        "a=b, ''",
        "b=c&a=b&%61=c&d=%C3%BC, b=c&d=%C3%BC",
        "a, ''",
        "b=a&ab=c, b=a&ab=c",
    })
    void withoutWhenThereThenAllOthersStayAsTheyWere(String query, String rest) {
        assertThat(Parameters.ofQuery(query).without(Set.of("a", "z")).encoded()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%-1",
                "a=%ff",
                "a=%c3",
                "a=%c0%80",
                "a=%ed%a0%80",
                "a=%00",
                "%00=a",
                "a=\u0100"
            })
    void readWhenNotUrlEncodedUtf8ThenRefused(String query) {
        assertThatThrownBy(() -> Parameters.ofQuery(query))
                .isInstanceOf(OAuthException.class)
                .hasMessage("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data"})
    void ofFormWhenAnotherTypeThenRefused(String type) {
        assertThatThrownBy(
                        () -> Parameters.ofForm(new byte[0], Optional.of(MediaType.valueOf(type))))
                .isInstanceOf(OAuthException.class);
        assertThatThrownBy(() -> Parameters.ofForm(new byte[0], Optional.empty()))
                .isInstanceOf(OAuthException.class);
    }

    @Test
    void ofSinglesWhenRepeatedThenRefused() {
        assertThatThrownBy(() ->
                        Parameters.ofSingles(
                                "a=b&a=b".getBytes(ISO_8859_1),
                                Optional.of(MediaType.APPLICATION_FORM_URLENCODED_TYPE)))
                .isInstanceOf(OAuthException.class);
    }

    private static Parameters form(byte[] body) {
        return Parameters.ofForm(
                body,
                Optional.of(MediaType.valueOf("application/x-www-form-urlencoded; charset=UTF-8")));
    }
}
