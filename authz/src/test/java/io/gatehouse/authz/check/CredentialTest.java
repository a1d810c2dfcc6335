// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.ApiKey;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialTest {
    private static final Credential NONE = new Credential.None();
    private static final ApiKey KEY = ApiKey.random(new SplittableRandom(1));
    private static final Credential NO_KEY = new Credential.Unusable(Denial.API_KEY_MALFORMED);
    private static final Credential TWO = new Credential.Unusable(Denial.TWO_CREDENTIALS);
    private static final Credential MALFORMED =
            new Credential.Unusable(Denial.MALFORMED_CREDENTIAL);

    static Stream<Arguments> requests() {
        return Stream.of(
                authorization("Bearer a.b.c", new Credential.Bearer("a.b.c")),
                authorization("Bearer  a.b.c", new Credential.Bearer("a.b.c")),
                authorization("Bearer", MALFORMED),
                authorization("Bearer ", MALFORMED),
                authorization("Bearer a b", MALFORMED),
                authorization("Bearer a.b.c ", MALFORMED),
                authorization("Bearer a;b", MALFORMED),
                authorization("Bearer \"a\"", MALFORMED),
                authorization("Bearer a\u0000b", MALFORMED),
                authorization("Bearer ä", MALFORMED),
                authorization("Bearer " + KEY.text(), new Credential.Key(KEY)),
                authorization("Bearer  " + KEY.text(), new Credential.Key(KEY)),
                authorization("Bearer " + KEY.text() + " ", MALFORMED),
                authorization("Bearer " + KEY.text() + "0", NO_KEY),
                authorization("Bearer " + KEY.text().substring(0, 39), NO_KEY),
                authorization("Bearer ghk_", NO_KEY),
                authorization("Bearer ghk_a.b.c", NO_KEY),
                authorization("Bearer GHK_a", new Credential.Bearer("GHK_a")),
                authorization("Bearer ghk_\u00e4", MALFORMED),
                authorization("Bearer ghk_a ghk_b", MALFORMED),
                authorization("DPoP " + KEY.text(), new Credential.Dpop(KEY.text())),
                authorization(KEY.text(), NONE),
                authorization("Bearer=a.b.c", NONE),
                authorization("Bearer a,Bearer b", MALFORMED),
                authorization("Bearer a, Bearer b", MALFORMED),
                authorization("Basic dXNlcjpwYXNz,Bearer a.b.c", MALFORMED),
                authorization("Bearer a,", MALFORMED),
                authorization("", MALFORMED),
                authorization(" Bearer a", MALFORMED),
                authorization("\tBearer a", MALFORMED),
                authorization("Bearer\ta", MALFORMED),
                authorization("Basic dXNlcjpwYXNz", NONE),
                authorization("bearer a.b.c", NONE),
                authorization("BEARER a.b.c", NONE),
                authorization("DPoP a.b.c", new Credential.Dpop("a.b.c")),
                authorization("DPoP  a.b.c", new Credential.Dpop("a.b.c")),
                authorization("DPoP", MALFORMED),
                authorization("DPoP ", MALFORMED),
                authorization("DPoP a b", MALFORMED),
                authorization("DPoP a,DPoP b", MALFORMED),
                authorization("DPoP a, Bearer b", MALFORMED),
                authorization("DPoP=a.b.c", NONE),
                authorization("dpop a.b.c", NONE),
                authorization("DPOP a.b.c", NONE),
                authorization("a.b.c", NONE),
                cookie("__Host-gatehouse=a.b.c", new Credential.Cookie("a.b.c")),
                cookie("x=1; __Host-gatehouse=a.b.c; y=2", new Credential.Cookie("a.b.c")),
                cookie("x=1;__Host-gatehouse=a.b.c", new Credential.Cookie("a.b.c")),
                cookie("x=1,__Host-gatehouse=a.b.c", new Credential.Cookie("a.b.c")),
                cookie("__Host-gatehouse=", new Credential.Cookie("")),
                cookie("__Host-gatehouse=a=b", new Credential.Cookie("a=b")),
                cookie("__Host-gatehouse-refresh=a", NONE),
                cookie("__Host-gatehouse", NONE),
                cookie("x__Host-gatehouse=a", NONE),
                cookie("__host-gatehouse=a", NONE),
                cookie("gatehouse=a", NONE),
                cookie("", NONE),
                cookie("__Host-gatehouse=a; __Host-gatehouse=b", TWO),
                cookie("__Host-gatehouse=a; __Host-gatehouse=a", TWO),
                cookie("__Host-gatehouse=a,__Host-gatehouse=b", TWO),
                cookie("__Host-gatehouse=a; x=1; __Host-gatehouse =b", TWO),
                both("Bearer a", "__Host-gatehouse=b", TWO),
                both("Bearer a", "__Host-gatehouse=a", TWO),
                both("DPoP a", "__Host-gatehouse=a", TWO),
                both("Bearer " + KEY.text(), "__Host-gatehouse=b", TWO),
                both("Basic a", "__Host-gatehouse=b", TWO),
                both("", "__Host-gatehouse=b", TWO),
                both("Bearer a", "__Host-gatehouse-refresh=b", new Credential.Bearer("a")),
                both("Bearer a", "__Host-gatehouse=a; __Host-gatehouse=b", TWO),
                Arguments.of(Map.of(), NONE));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void ofWhenHeadersThenOneCredentialOrARefusal(
            Map<String, String> headers, Credential expected) {
        GateRequest request =
                new GateRequest("GET", "/products?access_token=x.y.z", new HashMap<>(headers));

        assertThat(Credential.of(request)).isEqualTo(expected);
    }

    private static Arguments authorization(String value, Credential expected) {
        return Arguments.of(Map.of("authorization", value), expected);
    }

    private static Arguments cookie(String value, Credential expected) {
        return Arguments.of(Map.of("cookie", value), expected);
    }

    private static Arguments both(String authorization, String cookie, Credential expected) {
        return Arguments.of(Map.of("authorization", authorization, "cookie", cookie), expected);
    }
}
