// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.ExtraClaims;
import io.gatehouse.idp.account.PersonClaims;
import io.gatehouse.idp.oauth.Parameters;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameter {@code claims} (OpenID Connect Core 1.0 section 5.5). Claims that there are not are
 * left out, also essential ones, as section 5.5.1 has it.
 */
final class ClaimsParameter {

    private final ClaimsSetRequest idToken;
    private final ClaimsSetRequest userInfo;

    private ClaimsParameter(OIDCClaimsRequest request) {
        this.idToken = orNone(request.getIDTokenClaimsRequest());
        this.userInfo = orNone(request.getUserInfoClaimsRequest());
    }

    private static ClaimsSetRequest orNone(ClaimsSetRequest request) {
        return Optional.ofNullable(request).orElseGet(ClaimsSetRequest::new);
    }

    /** What a request asks for by it; empty when it cannot be read. */
    static Optional<ClaimsParameter> of(Parameters parameters) {
        try {
            return Optional.of(
                    new ClaimsParameter(
                            OIDCClaimsRequest.parse(parameters.get("claims").orElse("{}"))));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it demands a way of signing in that there is not (section 5.5.1.1). */
    boolean demandsUnknownAcr() {
        return demandedAcr()
                .anyMatch(values -> values.stream().noneMatch(Assurance.CLASSES::contains));
    }

    /** Whether it demands that the person proves two things. */
    boolean demandsTwofoldAcr() {
        return demandedAcr().anyMatch(values -> !values.contains(Assurance.PASSWORD.acr()));
    }

    private Stream<Set<String>> demandedAcr() {
        return entries(idToken, "acr")
                .filter(entry -> entry.getClaimRequirement() == ClaimRequirement.ESSENTIAL)
                .map(ClaimsParameter::values)
                .filter(values -> !values.isEmpty());
    }

    /** For each place that names subjects, those of which one must sign in. */
    List<Set<String>> subjects() {
        return Stream.of(idToken, userInfo)
                .flatMap(place -> entries(place, "sub"))
                .map(ClaimsParameter::values)
                .filter(values -> !values.isEmpty())
                .toList();
    }

    /**
     * The claims that it adds to those of a scope, which must have {@code openid} in it. A client
     * may have those alone that some scope would give it.
     *
     * @param allowed the scopes that the client may have
     * @param granted scope, separated by spaces
     */
    ExtraClaims extra(Set<String> allowed, String granted) {
        if (!Scope.parse(granted).contains("openid")) {
            return ExtraClaims.NONE;
        }
        return new ExtraClaims(extra(idToken, allowed, granted), extra(userInfo, allowed, granted));
    }

    private static Set<String> extra(ClaimsSetRequest place, Set<String> allowed, String granted) {
        return place.getEntries().stream()
                .map(ClaimsSetRequest.Entry::getClaimName)
                .filter(name ->
                        PersonClaims.scopeOf(name)
                                .filter(allowed::contains)
                                .filter(scope -> !Scope.parse(granted).contains(scope))
                                .isPresent())
                .collect(Collectors.toSet());
    }

    private static Stream<ClaimsSetRequest.Entry> entries(ClaimsSetRequest place, String name) {
        return place.getEntries().stream().filter(entry -> entry.getClaimName().equals(name));
    }

    private static Set<String> values(ClaimsSetRequest.Entry entry) {
        return Stream.concat(
                        Stream.ofNullable(entry.getRawValue()),
                        Stream.ofNullable(entry.getValuesAsRawList()).flatMap(Collection::stream))
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }
}
