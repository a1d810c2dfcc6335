// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.idp.oauth.Parameters;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parameter says, in JSON with single quotes. */
class ClaimsParameterTest {

    private static final Set<String> ALLOWED = Set.of("openid", "email");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | openid | \"\"",
                "{'id_token': null, 'other': 1} | openid | \"\"",
                "{'id_token': {'email': null}} | openid | id_token:email",
                "{'id_token': {'email': {}}} | openid | id_token:email",
                "{'userinfo': {'email': {'essential': true, 'purpose': 'x'}}} | openid | userinfo:email",
                "{'userinfo': {'email_verified': null, 'email': null}} | openid"
                        + " | userinfo:email userinfo:email_verified",
                // The scope gives them already.
                "{'id_token': {'email': null}} | openid email | \"\"",
                // The client may not have the scope that would give them.
                "{'id_token': {'roles': null, 'preferred_username': null}} | openid | \"\"",
                // There are none such.
                "{'id_token': {'phone_number': null, 'EMAIL': null, '': null}} | openid | \"\"",
                "{'userinfo': {'sub': null}, 'id_token': {'auth_time': null}} | openid | \"\"",
                // It is no request of OpenID Connect.
                "{'id_token': {'email': null}} | email | \"\"",
            })
    void extraWhenAskedForByNameThenWhatTheScopeDoesNotGive(
            String json, String scope, String extra) {
        ExtraClaims claims = claims(json).extra(ALLOWED, scope);

        assertThat(claims.text()).isEqualTo(extra);
        assertThat(ExtraClaims.ofText(claims.text())).isEqualTo(claims);
    }

    @Test
    void subjectsWhenNamedThenOneOfEachPlaceIsExpected() {
        assertThat(claims("{'id_token': {'sub': {'value': 'a'}}}").subjects())
                .containsExactly(Set.of("a"));
        assertThat(
                        claims(
                                        "{'id_token': {'sub': {'values': ['a', 'b']}},"
                                                + " 'userinfo': {'sub': {'value': 7}}}")
                                .subjects())
                .containsExactly(Set.of("a", "b"), Set.of("7"));
        assertThat(claims("{'id_token': {'sub': {'values': []}, 'email': {'value': 'a'}}}"))
                .extracting(ClaimsParameter::subjects)
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'id_token': {'acr': {'essential': true, 'value': '1'}}} | false | false",
                "{'id_token': {'acr': {'essential': true, 'value': '2'}}} | false | true",
                "{'id_token': {'acr': {'essential': true, 'value': '3'}}} | true | true",
                "{'id_token': {'acr': {'essential': true, 'values': ['2', '1']}}} | false | false",
                "{'id_token': {'acr': {'essential': true, 'values': ['3', '2']}}} | false | true",
                "{'id_token': {'acr': {'essential': true, 'values': ['3', '4']}}} | true | true",
                "{'id_token': {'acr': {'essential': true}}} | false | false",
                "{'id_token': {'acr': {'essential': true, 'values': []}}} | false | false",
                "{'id_token': {'acr': {'value': '3'}}} | false | false",
                "{'id_token': {'acr': null}} | false | false",
                "{'userinfo': {'acr': {'essential': true, 'value': '3'}}} | false | false",
                "{} | false | false",
            })
    void demandsWhenAValueOfAcrIsEssentialThenSo(String json, boolean unknown, boolean twofold) {
        assertThat(claims(json).demandsUnknownAcr()).isEqualTo(unknown);
        assertThat(claims(json).demandsTwofoldAcr()).isEqualTo(twofold);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "'a'",
                "1",
                "null",
                "{",
                "{'id_token': 1}",
                "{'id_token': []}",
                "{'userinfo': {'email': 'yes'}}",
                "{'userinfo': {'email': {'essential': 'yes'}}}",
                "{'userinfo': {'sub': {'values': 'a'}}}",
                "{'userinfo': {'email#!': null}}",
            })
    void ofWhenItCannotBeReadThenEmpty(String json) {
        assertThat(ClaimsParameter.of(parameters(json))).isEmpty();
    }

    @Test
    void ofWhenNestedWithoutEndThenEmpty() {
        assertThat(ClaimsParameter.of(parameters("[".repeat(2_000)))).isEmpty();
        assertThat(ClaimsParameter.of(parameters("{'a':".repeat(400)))).isEmpty();
    }

    private static ClaimsParameter claims(String json) {
        return ClaimsParameter.of(parameters(json)).orElseThrow();
    }

    private static Parameters parameters(String json) {
        return Parameters.ofQuery(Form.of("claims", json.replace('\'', '"')).encoded());
    }
}
