// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8628 section 6.1. */
class UserCodeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WDJBMJHT",
                "WDJB-MJHT",
                "wdjb-mjht",
                "wDjBmJhT",
                "WDJB MJHT",
                " W D J B - M J H T ",
                "WDJB\u2013MJHT",
                "WDJB\u2011MJHT",
                "WDJB\u00a0MJHT",
                "\tWDJB\r\nMJHT"
            })
    void parseWhenTypedInAnyWayThenTheSameCode(String typed) {
        assertThat(UserCode.parse(typed)).hasValue(new UserCode("WDJBMJHT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "WDJBMJH",
                "WDJBMJHTT",
                "WDJB-MJHA",
                "WDJB-MJHY",
                "WDJB-MJH1",
                "WDJB_MJHT",
                "WDJB.MJHT",
                "WDJBMJH\u017f",
                "WDJB%2DMJHT",
                "<b>WDJBM"
            })
    void parseWhenSomethingElseThenNone(String typed) {
        assertThat(UserCode.parse(typed)).isEmpty();
    }

    @Test
    void shownWhenACodeThenTwoGroups() {
        UserCode code = new UserCode("WDJBMJHT");

        assertThat(code.shown()).isEqualTo("WDJB-MJHT");
        assertThat(code.query()).isEqualTo("user_code=WDJB-MJHT");
    }

    @Test
    void randomWhenManyThenOfAllLettersAndNoneTwice() {
        SecureRandom random = new SecureRandom();

        var codes = Stream.generate(() -> UserCode.random(random)).limit(1000).toList();

        assertThat(codes)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(UserCode.parse(code.shown())).hasValue(code));
        assertThat(codes.stream().flatMap(code -> code.letters().chars().boxed()).distinct())
                .hasSize(20);
    }
}
