// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.common.web.problem.FieldError;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerHeadersTest {
    private static final String ID = "5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11";

    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();

    @Test
    void readWhenNothingIsSentThenNobody() {
        assertThat(CallerHeaders.read(headers)).isEmpty();
    }

    @Test
    void readWhenAllIsSentThenEveryClaim() {
        headers.add("x-user-id", ID);
        headers.add("x-user-role", "customer admin");
        headers.add("x-user-name", "alice");
        headers.add("x-jwt-email", "alice@example.org");
        headers.add("x-session-id", "s1");
        headers.add("x-token-id", "t1");

        Caller caller = CallerHeaders.read(headers).orElseThrow();

        assertThat(caller.getSubject()).isEqualTo(ID);
        assertThat(caller.getName()).isEqualTo("alice");
        assertThat(caller.getGroups()).containsExactlyInAnyOrder("customer", "admin");
        assertThat(caller.<String>getClaim("email")).isEqualTo("alice@example.org");
        assertThat(caller.<String>getClaim("sid")).isEqualTo("s1");
        assertThat(caller.<String>getClaim("jti")).isEqualTo("t1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-user-role", "x-user-name", "x-jwt-email", "x-session-id"})
    void readWhenHeaderIsEmptyThenLikeAbsent(String name) {
        headers.add("x-user-id", ID);
        headers.add(name, "");

        Caller caller = CallerHeaders.read(headers).orElseThrow();

        assertThat(caller.getGroups()).isEmpty();
        assertThat(caller.getName()).isEqualTo(ID);
        assertThat(caller.getClaimNames()).isEmpty();
    }

    @Test
    void readWhenOnlyRolesAreSentThenNobody() {
        headers.add("x-user-role", "admin");

        assertThat(CallerHeaders.read(headers)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-user-id, not-a-uuid",
        "x-user-id, 5B0E6A3E-57B9-4FD7-8D5E-0F2CBD1F2A11",
        "x-user-id, ' 5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11'",
        "x-user-id, 5b0e6a3e57b94fd78d5e0f2cbd1f2a11",
        "x-user-id, '5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11,5b0e6a3e-57b9-4fd7-8d5e-0f2cbd1f2a11'",
        "x-user-role, ADMIN",
        "x-user-role, 'customer,admin'",
        "x-user-role, 'customer  admin'",
        "x-user-role, ' admin'",
        "x-user-role, ' '",
        "x-user-name, größe",
        "x-user-name, 'a\tb'",
        "x-user-name, 'a\nb'",
        "x-jwt-email, 'a\u0000b'",
        "x-session-id, 'a\u007fb'",
        "x-token-id, 'a\rb'",
    })
    void readWhenHeaderIsMisshapenThenNamed(String name, String value) {
        headers.add(name, value);

        assertRefused(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-user-id",
                "x-user-role",
                "x-user-name",
                "x-jwt-email",
                "x-session-id",
                "x-token-id"
            })
    void readWhenHeaderIsRepeatedOrTooLongThenNamed(String name) {
        headers.add(name, "");
        headers.add(name, "");
        assertRefused(name);

        headers.putSingle(name, "a".repeat(257) + "!");
        assertRefused(name);
    }

    private void assertRefused(String name) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> CallerHeaders.read(headers))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
                    assertThat(problem.errors())
                            .extracting(FieldError::field)
                            .containsExactly(name);
                });
    }
}
