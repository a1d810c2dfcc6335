// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.oauth.page.PageLocale;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailTextsTest {
    private static final Set<MailKind> WITH_A_LINK =
            Set.of(MailKind.VERIFICATION, MailKind.NEW_ADDRESS, MailKind.RESET);

    private final MailTexts texts = new MailTexts("https://shop.example");

    @ParameterizedTest
    @EnumSource
    void ofWhenWrittenThenWholeInEachLanguageAndNothingIsMarkup(MailKind kind) {
        for (Locale language : PageLocale.ALL) {
            MailTexts.Text text = texts.of(letter(kind, language));

            assertThat(text.subject()).isNotBlank().doesNotContain("{", "\n", "\r");
            assertThat(text.text())
                    .contains("robin", "https://shop.example")
                    .doesNotContain("{{", "&", "<")
                    .endsWith("\n");
            assertThat(text.text().contains("https://shop.example/page?token=secret"))
                    .isEqualTo(WITH_A_LINK.contains(kind));
        }
        assertThat(texts.of(letter(kind, Locale.GERMAN)))
                .isNotEqualTo(texts.of(letter(kind, Locale.ENGLISH)));
    }

    private static Letter letter(MailKind kind, Locale language) {
        EmailAddress address = EmailAddress.parse("robin@example.org").orElseThrow();
        Letter letter = Letter.notice(kind, address, language, "robin");
        return WITH_A_LINK.contains(kind)
                ? letter.with("/page?token=secret", Instant.EPOCH)
                : letter;
    }
}
