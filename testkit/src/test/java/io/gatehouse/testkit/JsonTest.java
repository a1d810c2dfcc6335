// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token",
                "refresh_token",
                "id_token",
                "client_secret",
                "registration_access_token",
                "initialAccessToken",
                "password",
                "currentPassword",
                "newPassword"
            })
    void redactWhenTheMemberIsASecretThenItIsKeptBack(String member) {
        String text =
                """
                {"before": "1", "%s" :
                 "s3cr3t \\" \\\\ s3cr3t", "after": "2"}
                """
                        .formatted(member);

        assertThat(Json.redact(text))
                .doesNotContain("s3cr3t")
                .contains("\"before\": \"1\"", member, "\"after\": \"2\"");
    }

    @Test
    void redactWhenTheMemberIsNoSecretThenItStays() {
        String text =
                "{\"client_id\": \"a\", \"client_secret_expires_at\": 0, \"token_type\": \"b\"}";

        assertThat(Json.redact(text)).isEqualTo(text);
    }

    @Test
    void readWhenNotJsonThenTheFailureHasNoSecret() {
        assertThatThrownBy(() -> Json.read("{\"client_secret\": \"s3cr3t\" oops"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("kept back")
                .hasMessageNotContaining("s3cr3t");
    }
}
