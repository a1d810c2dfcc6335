// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "products",
                "*",
                "?a=b",
                "http://shop.test/products",
                "//products",
                "/products//1",
                "/products/admin;x",
                "/products;a=b/admin",
                "/products%2fadmin",
                "/products%2Fadmin",
                "/products%5cadmin",
                "/products\\admin",
                "/..%5cadmin",
                "/%61dmin",
                "/products/%00",
                "/products/%",
                "/products/%zz",
                "/products/%252e",
                "/./products",
                "/products/.",
                "/products/..",
                "/../admin",
                "/products/../admin",
                "/products/./admin",
                "/%2e%2e/admin",
                "/products/\u0000",
                "/products/\n",
                "/products/\u007f",
                "/products/ 1",
                "/prod\tucts",
                "/pröducts",
                "/products/\uff0e\uff0e/admin",
                "/products\u2215admin",
                "/products#admin",
                "/products/a+b",
                "/products/{id}",
                "/products/'",
                "/products/a:b",
                "/products/`",
                "/products/[",
                "/products/a@b",
                "/products/a,b",
                "/products/$",
                "/products/a=b",
                "/products/a&b",
                "/products/(1)"
            })
    void isCleanWhenMoreThanOneReadingThenFalse(String path) {
        assertThat(RequestPath.isClean(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/products",
                "/products/",
                "/products/0f8fad5b-d9cb-469f-a165-70867728950e",
                "/.well-known/jwks.json",
                "/a/...",
                "/a/..b",
                "/a_b~c.d-e",
                "/ADMIN",
                "/azAZ09"
            })
    void isCleanWhenPlainThenTrue(String path) {
        assertThat(RequestPath.isClean(path)).isTrue();
    }

    @Test
    void isCleanWhenVeryLongThenFalse() {
        assertThat(RequestPath.isClean("/" + "a".repeat(2047))).isTrue();
        assertThat(RequestPath.isClean("/" + "a".repeat(2048))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/products?q=%2f..;,/products",
        "/products?a?b,/products",
        "/products?,/products",
        "/products,/products",
        "?a,''"
    })
    void ofWhenTargetHasQueryThenCutsItOff(String target, String path) {
        assertThat(RequestPath.of(target)).isEqualTo(path);
    }
}
