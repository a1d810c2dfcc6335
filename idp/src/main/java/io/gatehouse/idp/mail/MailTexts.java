// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.oauth.page.PageLocale;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes mails in plain text. A template's first line is the subject, which nobody's input gets
 * into; what follows the empty line after it is the text.
 */
@ApplicationScoped
class MailTexts {

    private static final Mustache.Compiler COMPILER = Mustache.compiler().escapeHTML(false);

    private final String site;
    private final Map<Locale, Map<MailKind, Written>> templates =
            PageLocale.ALL.stream()
                    .collect(Collectors.toMap(Function.identity(), MailTexts::templates));

    /** A template that was read. */
    private record Written(String subject, Template text) {}

    /** What a mail says. */
    record Text(String subject, String text) {}

    @Inject
    MailTexts(IdpConfig config) {
        this(config.site().issuer().toString());
    }

    MailTexts(String site) {
        this.site = site;
    }

    private static Map<MailKind, Written> templates(Locale language) {
        String suffix =
                language.equals(PageLocale.ALL.getFirst()) ? "" : "_" + language.toLanguageTag();
        Map<MailKind, Written> read = new EnumMap<>(MailKind.class);
        for (MailKind kind : MailKind.values()) {
            read.put(kind, read(kind.template() + suffix + ".mustache"));
        }
        return read;
    }

    private static Written read(String name) {
        try (InputStream file = MailTexts.class.getResourceAsStream(name)) {
            String all =
                    new String(
                            Optional.ofNullable(file)
                                    .orElseThrow(() ->
                                            new IllegalStateException(
                                                    "there is no template " + name))
                                    .readAllBytes(),
                            UTF_8);
            int end = all.indexOf("\n\n");
            return new Written(all.substring(0, end), COMPILER.compile(all.substring(end + 2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a mail says, in its language. */
    Text of(Letter letter) {
        Written written =
                templates.get(Locale.forLanguageTag(letter.language())).get(letter.kind());
        Map<String, String> values = new HashMap<>();
        values.put("site", site);
        values.put("username", letter.username());
        letter.link().ifPresent(path -> values.put("link", site + path));
        return new Text(written.subject(), written.text().execute(values));
    }
}
