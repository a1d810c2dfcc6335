// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser, with its cookies, that follows no redirect by itself. */
public final class Browser {
    private static final Pattern ACTION =
            Pattern.compile("<form id=\"[a-z-]+\"[^>]* action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final Map<String, String> cookies = new LinkedHashMap<>();

    public HttpAnswer get(String path) {
        return keep(gate().get(path));
    }

    public HttpAnswer post(String path, Form form) {
        return keep(form.post(gate(), path));
    }

    /** Sends the form of a page, filled in. */
    public HttpAnswer submit(HttpAnswer page, String... namesAndValues) {
        Matcher action = ACTION.matcher(page.text());
        assertThat(action.find()).as(page.text()).isTrue();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.text());
        while (hidden.find()) {
            fields.put(hidden.group(1), text(hidden.group(2)));
        }
        return post(text(action.group(1)), new Form(fields).with(namesAndValues));
    }

    private static String text(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** Goes to a client's authorization request, and signs in if a page asks for it. */
    public HttpAnswer signIn(Person person, Form request) {
        HttpAnswer answer = get("/oauth2/authorize?" + request.encoded());
        return location(answer).startsWith("/oauth2/sign-in")
                ? submit(
                        get(location(answer)),
                        "username",
                        person.username(),
                        "password",
                        person.password())
                : answer;
    }

    /** Goes on to the page that asks for consent. */
    public HttpAnswer question(Person person, Form request) {
        String page = location(signIn(person, request));
        assertThat(page).startsWith("/oauth2/consent?");
        return get(page);
    }

    /** Allows a client what it asks for. */
    public HttpAnswer allow(Person person, Form request) {
        return submit(question(person, request), "decision", "allow");
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** Makes a cookie another one. */
    public void set(String name, String value) {
        cookies.put(name, value);
    }

    public Http gate() {
        Http gate = Gate.anonymous();
        return cookies.isEmpty()
                ? gate
                : gate.with(
                        "cookie",
                        cookies.entrySet().stream()
                                .map(it -> it.getKey() + "=" + it.getValue())
                                .collect(Collectors.joining("; ")));
    }

    private HttpAnswer keep(HttpAnswer answer) {
        for (String header : answer.headers().allValues("set-cookie")) {
            assertThat(header).startsWith("__Host-").contains("; Path=/;", "; Secure; HttpOnly");
            String pair = header.substring(0, header.indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            cookies.put(name, pair.substring(name.length() + 1));
            cookies.values().removeIf(String::isEmpty);
        }
        return answer;
    }

    /** Where a redirect leads. */
    public static String location(HttpAnswer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
        return answer.header("location").orElseThrow();
    }

    /** The parameters with which a redirect comes back to a client. */
    public static Map<String, String> parameters(HttpAnswer answer) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : URI.create(location(answer)).getRawQuery().split("&", -1)) {
            String name = pair.substring(0, pair.indexOf('='));
            String value = pair.substring(name.length() + 1);
            parameters.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
