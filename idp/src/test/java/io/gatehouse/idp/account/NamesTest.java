// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "ALICE, alice",
        "ａｌｉｃｅ, alice",
        "a.b_c-9, a.b_c-9",
        "007, 007",
        "\u212Aelvin, kelvin",
        "' alice', alice",
        "'alice  ', alice",
        "'\u00a0alice\u3000', alice",
    })
    void usernameWhenAllowedThenOneForm(String raw, String expected) {
        assertThat(Username.parse(raw)).contains(new Username(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "al ice",
                "alice\n",
                "alice\r\n",
                "\r\nx-user-role: admin",
                "\talice",
                "alice\u0085",
                "\u2028alice",
                "alice\u007f",
                ".alice",
                "-alice",
                "_alice",
                "аlice",
                "αlice",
                "al\u0000ice",
                "al\nice",
                "alıce",
                "al\u200Bice",
                "al\u202Eice",
                "a@b.c",
                "alicé",
                "al/ice",
                "\uD800alice",
                "😀😀😀",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void usernameWhenNotAllowedThenEmpty(String raw) {
        assertThat(Username.parse(raw)).isEmpty();
    }

    @Test
    void usernameWhenHugeThenEmptyAtOnce() {
        assertThat(Username.parse("\uFDFA".repeat(1_000_000))).isEmpty();
        assertThat(Username.parse("a".repeat(64))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "a@example.org, a@example.org",
        "First.Last+tag@Example.ORG, first.last+tag@example.org",
        "a@bücher.example, a@xn--bcher-kva.example",
        "a@BÜCHER.example, a@xn--bcher-kva.example",
        "a@xn--bcher-kva.example, a@xn--bcher-kva.example",
        "ａ@example.org, a@example.org",
        "' a@example.org ', a@example.org",
        "a@straße.example, a@xn--strae-oqa.example",
        "a@STRAẞE.example, a@xn--strae-oqa.example",
        "a@strasse.example, a@strasse.example",
        "a@XN--STRAE-OQA.example, a@xn--strae-oqa.example",
        "a@faß.de, a@xn--fa-hia.de",
        "a@βόλος.example, a@xn--nxasmm1c.example",
        "a@ΒΌΛΟΣ.example, a@xn--nxasmq6b.example",
        "a@l·l.cat, a@xn--ll-0ea.cat",
        "a@日本.example, a@xn--wgv71a.example",
        "a@क्\u200dष.example, a@xn--11b2ezcw70k.example",
        "a@b。org, a@b.org",
    })
    void emailWhenAllowedThenOneForm(String raw, String expected) {
        assertThat(EmailAddress.parse(raw)).contains(new EmailAddress(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b.org",
                "a",
                "a@b",
                "a@b.",
                "a@.b.org",
                "a@b..org",
                "a@@b.org",
                "a@b@c.org",
                "a b@c.org",
                "a@b c.org",
                ".a@b.org",
                "a.@b.org",
                "a..b@c.org",
                "ä@b.org",
                "\"a b\"@c.org",
                "a@-b.org",
                "a@b-.org",
                "a@b_c.org",
                "a@[127.0.0.1]",
                "a@127.0.0.1",
                "a\u0000@b.org",
                "a@b.org\n",
                "\ra@b.org",
                "a\u0085@b.org",
                "a@b.org\u2028",
                "a@b\u0000.org",
                "a@b.org\u0000",
                "a@example.org.",
                "a@☃.example",
                "a@i❤.example",
                "a@xn--n3h.example",
                "a@½.example",
                "a@a\u200db.example",
                "a@·.cat",
                "a@ab--cd.example",
                "a@xn--a.example",
                "a@1אב.example",
                "a@\u0378.example",
                "a@b.org\r\nbcc: x@y.org",
                "<a@b.org>",
                "a@b.1",
            })
    void emailWhenNotAllowedThenEmpty(String raw) {
        assertThat(EmailAddress.parse(raw)).isEmpty();
    }

    @Test
    void emailWhenTooLongThenEmpty() {
        String domain = "@" + "a234567890.".repeat(16) + "org";
        assertThat(EmailAddress.parse("a".repeat(64) + domain)).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + domain)).isEmpty();
        assertThat(EmailAddress.parse("a@" + "a234567890.".repeat(23) + "org")).isEmpty();
    }

    @Test
    void emailWhenPrintedThenHidden() {
        assertThat(EmailAddress.parse("a@example.org").orElseThrow().toString())
                .doesNotContain("example");
    }
}
