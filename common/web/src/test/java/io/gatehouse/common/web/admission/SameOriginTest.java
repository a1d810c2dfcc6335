// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.config.ConfigKeys;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {
    private final SameOrigin sameOrigin =
            new SameOrigin(
                    List.of(
                            URI.create("https://Shop.example:443/"),
                            URI.create("https://localhost:8443")));

    @ParameterizedTest
    @CsvSource({
        "https://shop.example,,true",
        "https://localhost:8443,,true",
        "https://localhost:8443,cross-site,true",
        ",same-origin,true",
        ",,false",
        ",same-site,false",
        ",cross-site,false",
        ",none,false",
        ",'same-origin,same-origin',false",
        "null,same-origin,true",
        "null,,false",
        "null,none,false",
        "null,same-site,false",
        "null,cross-site,false",
        "'null,null',same-origin,false",
        "https://evil.example,same-origin,false",
        "https://evil.example,,false",
        "http://shop.example,,false",
        "https://shop.example:8443,,false",
        "https://shop.example.evil.example,,false",
        "https://shop.example/,,false",
        "'https://shop.example,https://evil.example',same-origin,false",
        "'',same-origin,false"
    })
    void admitsWhenHeadersThenOnlyOwnPages(String origin, String fetchSite, boolean expected) {
        assertThat(sameOrigin.admits(Optional.ofNullable(origin), Optional.ofNullable(fetchSite)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "get", "PROPFIND"})
    void mattersWhenMethodMayChangeThenTrue(String method) {
        assertThat(SameOrigin.matters(method)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void mattersWhenMethodIsSafeThenFalse(String method) {
        assertThat(SameOrigin.matters(method)).isFalse();
    }

    @Test
    void admitsWhenNoOriginsConfiguredThenOnlyFetchMetadataCounts() {
        SameOrigin none = new SameOrigin(List.of());

        assertThat(none.admits(Optional.of("https://shop.example"), Optional.empty())).isFalse();
        assertThat(none.admits(Optional.empty(), Optional.of("same-origin"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "ftp://shop.example", "https:///path", "*", ""})
    void ofWhenNotAWebUrlThenThrows(String url) {
        assertThatThrownBy(() -> SameOrigin.of(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readWhenOriginsAreListedThenEachIsThere() {
        assertThat(read("https://a.test, https://b.test:8443"))
                .contains(List.of(URI.create("https://a.test"), URI.create("https://b.test:8443")));
        assertThat(read(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://a.test/",
                "https://a.test/path",
                "https://a.test,",
                "https://a.test:443",
                "ftp://a.test",
                "https://a.test,https://b.test/"
            })
    void readWhenOneIsMoreOrLessThanAnOriginThenTheKeyIsNamed(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("some.origins must be ");
    }

    private static Optional<List<URI>> read(String text) {
        return SameOrigin.read(new ConfigKeys(_ -> Optional.of(text)), "some.origins");
    }
}
