// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTextTest {

    @Test
    void ofWhenFieldsAreWrongThenEachIsNamed() {
        String body =
                """
                {"title":"A rule is broken","code":"rule_broken","detail":"See each field.",
                 "requestId":"req-1","errors":[{"field":"email","message":"is not an address"},
                 {"field":"password","message":"is too short"}]}\
                """;

        assertThat(text(422, body, Optional.empty()))
                .containsExactly(
                        "A rule is broken (422 rule_broken)",
                        "  See each field.",
                        "  - email: is not an address",
                        "  - password: is too short",
                        "  Request id: req-1");
    }

    @ParameterizedTest
    @CsvSource({"1,Wait 1 second,", "7,Wait 7 seconds,"})
    void ofWhenTooManyThenWaitIsTold(long seconds, String expected) {
        assertThat(text(429, "{}", Optional.of(Duration.ofSeconds(seconds))))
                .anySatisfy(line -> assertThat(line).contains(expected + ", then try again"));
    }

    @ParameterizedTest
    @CsvSource({
        "401,token_missing,./gatehouse shop login",
        "401,credentials_invalid,Check the user name",
        "402,payment_declined,--source",
        "409,refund_refused,later",
        "403,forbidden,may not do this",
        "404,not_found,Check the id",
        "409,sold_out,Buy fewer",
        "422,idempotency_key_reused,--key",
        "503,unavailable,Wait a little"
    })
    void ofWhenKnownProblemThenSaysWhatToDo(int status, String code, String advice) {
        String body = "{\"title\":\"No\",\"code\":\"" + code + "\"}";

        assertThat(text(status, body, Optional.empty()))
                .anySatisfy(line -> assertThat(line).contains(advice));
    }

    @Test
    void ofWhenBodyIsNotOneOfGatehouseThenStatusIsTold() {
        assertThat(text(502, "<html>", Optional.empty()).getFirst())
                .isEqualTo("The gate answered with status 502 (502)");
    }

    @Test
    void ofWhenServerSendsEscapeSequenceThenItIsDisarmed() {
        String body = "{\"title\":\"a\\u001b[2J\",\"code\":\"c\\u001b\",\"detail\":\"d\\u0007\"}";

        assertThat(String.join("", text(400, body, Optional.empty())))
                .doesNotContain("\u001b", "\u0007");
    }

    private static List<String> text(int status, String body, Optional<Duration> retryAfter) {
        Answer answer = new Answer(status, body, retryAfter, Optional.empty(), Optional.empty());
        Failure failure = catchThrowableOfType(Failure.class, answer::orThrow);
        return new ProblemText(new Invocation("./gatehouse", false)).of(failure);
    }
}
