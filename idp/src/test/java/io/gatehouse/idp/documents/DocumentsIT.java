// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IdpServer.class)
class DocumentsIT {
    private static final String API = "/openapi.json";

    private final Http anyone = Gate.anonymous();

    @ParameterizedTest
    @CsvSource({
        "/openapi.json, application/json",
        "/docs, text/html;charset=utf-8",
        "/docs/viewer.js, text/javascript;charset=utf-8",
        "/docs/swagger-ui-bundle.js, text/javascript;charset=utf-8",
        "/docs/swagger-ui.css, text/css;charset=utf-8",
        "/docs/page.css, text/css;charset=utf-8",
        "/problems, text/html;charset=utf-8",
        "/problems/sold_out, text/html;charset=utf-8"
    })
    void documentWhenAskedWithAnyAcceptThenSentAndKeptByItsTag(String path, String type) {
        HttpAnswer first = anyone.with("accept", "application/xml").get(path);

        assertThat(first.status()).isEqualTo(200);
        assertThat(header(first, "content-type")).isEqualTo(type);
        assertThat(header(first, "cache-control")).isEqualTo("public, max-age=300");
        assertThat(first.text()).isNotEmpty();
        HttpAnswer again = anyone.with("if-none-match", header(first, "etag")).get(path);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void apiWhenAskedThenIsTheMergedDocument() {
        assertThat(anyone.get(API).json().path("paths").has("/orders/{id}/cancel")).isTrue();
        assertThat(anyone.get(API).text()).doesNotContain("/microservice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/problems", "/problems/internal"})
    void pageWhenReadThenItsPolicyAllowsNothingOfOthersAndNothingInline(String path) {
        HttpAnswer page = anyone.get(path);

        assertThat(header(page, "content-security-policy"))
                .startsWith("default-src 'none';")
                .contains("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.text())
                .doesNotContainPattern("<style|style=|<script>|\\son[a-z]+=")
                .doesNotContainPattern("(?:href|src)=\"(?!/[a-z]|data:,)");
        assertThat(linked(page.text()))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(anyone.get(link).status()).isEqualTo(200));
    }

    @Test
    void problemPagesWhenReadThenHoldNoScriptAndMayRunNone() {
        assertThat(anyone.get("/problems").text()).doesNotContain("<script");
        assertThat(header(anyone.get("/problems"), "content-security-policy"))
                .doesNotContain("script-src", "connect-src");
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void problemWhenItHasACodeThenItHasAPage(ProblemCode code) {
        HttpAnswer page = anyone.get("/problems/" + code.code());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<h1><code>" + code.code() + "</code></h1>")
                .contains("<strong>" + code.status() + "</strong>");
    }

    @Test
    void problemsWhenListedThenEveryCodeIsLinkedOnce() {
        assertThat(linked(anyone.get("/problems").text()))
                .filteredOn(link -> link.startsWith("/problems/"))
                .containsExactlyElementsOf(
                        Arrays.stream(ProblemCode.values())
                                .map(code -> "/problems/" + code.code())
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/problems/no_such_code",
                "/problems/SOLD_OUT",
                "/problems/sold_out.html",
                "/problems/sold_out/more",
                "/docs/no-such-file.js",
                "/docs/viewer",
                "/docs/swagger-ui-bundle.js.LICENSE.txt",
                "/docs/openapi.json",
                "/openapi-internal.json",
                "/openapi.yaml"
            })
    void documentWhenThereIsNoneThenNotFound(String path) {
        HttpAnswer answer = anyone.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void documentWhenNotTheGatewayAsksThenRefused() {
        assertThat(Gate.workload("orders").get(API).status()).isEqualTo(403);
    }

    private static String header(HttpAnswer answer, String name) {
        return answer.header(name).orElse("");
    }

    private static List<String> linked(String page) {
        return Pattern.compile("(?:href|src)=\"(/[^\"]*)\"")
                .matcher(page)
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }
}
