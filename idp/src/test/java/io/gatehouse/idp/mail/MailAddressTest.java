// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.account.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No input makes a header, a second recipient or a second mail. */
class MailAddressTest {

    /** Each is refused before there is a mail: nothing else becomes an address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nBcc: c@d.example",
                "a@b.example\nBcc: c@d.example",
                "a@b.example\rBcc: c@d.example",
                "a\r\n@b.example",
                "a@b.example\u2028c",
                "a@b.example\u0085",
                "a@b.example, c@d.example",
                "a@b.example;c@d.example",
                "a@b.example c@d.example",
                "a,c@b.example",
                "\"a b\"@b.example",
                "\"a\\\"\"@b.example",
                "Somebody <a@b.example>",
                "<a@b.example>",
                "a@b.example>",
                "a(comment)@b.example",
                "a@[192.0.2.1]",
                "@c.example:a@b.example",
                "group: a@b.example;",
                "a@b@c.example",
                "a@b.example\u0000",
                "=?utf-8?q?a?=@b .example",
                "a@xn--.example"
            })
    void addressWhenItIsMoreThanOneThenRefused(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void addressWhenVeryLongThenRefused() {
        assertThat(EmailAddress.parse("a@" + "b.".repeat(130) + "example")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(65) + "@b.example")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(100_000) + "@b.example")).isEmpty();
    }
}
