// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code",
                "code_verifier",
                "client_secret",
                "refresh_token",
                "token",
                "id_token_hint",
                "password"
            })
    void describeWhenAFormHoldsASecretThenItIsKeptBack(String field) {
        Call call =
                Call.post("/")
                        .text("application/x-www-form-urlencoded", "a=first&" + field + "=s3cret");

        assertThat(call.describe())
                .contains(field + "=(kept back)")
                .contains("a=first")
                .doesNotContain("s3cret");
    }

    @Test
    void describeWhenJsonHoldsASecretThenItIsKeptBack() {
        assertThat(Call.post("/", Map.of("a", "first", "newPassword", "s3cret")).describe())
                .contains("newPassword")
                .contains("first")
                .doesNotContain("s3cret");
    }
}
