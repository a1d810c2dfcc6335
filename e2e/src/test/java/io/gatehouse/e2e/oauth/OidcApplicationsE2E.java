// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static io.gatehouse.e2e.oauth.RealApplication.MOD_AUTH_OPENIDC;
import static io.gatehouse.e2e.oauth.RealApplication.OAUTH2_PROXY;
import static io.gatehouse.e2e.oauth.RealApplication.SPRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.Target;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Web applications that sign people in with what others wrote, as it comes: a browser goes back and
 * forth between their pages and those of the gate.
 */
@EndToEnd
@Tag("local")
@Order(4)
class OidcApplicationsE2E {
    private final Target target;

    OidcApplicationsE2E(Target target) {
        this.target = target;
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.e2e.oauth.RealApplication#here")
    void signInWhenTheApplicationHasNoSecretThenItsOwnChecksPass(RealApplication application) {
        assertSignsIn(application, RegisteredClient.cli());
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.e2e.oauth.RealApplication#here")
    void signInWhenTheApplicationHasASecretThenItsOwnChecksPass(RealApplication application) {
        assertSignsIn(application, RegisteredClient.web(target));
    }

    private void assertSignsIn(RealApplication application, RegisteredClient registered) {
        try (Session person = target.accounts().login(target.accounts().register());
                RunningApplication running =
                        RunningApplication.start(application, registered, target);
                Browser browser = new Browser(target, Set.of(target.origin(), running.origin()))) {
            Arrival.Page signIn = browser.open(running.at("/")).page();
            Arrival.Page home = browser.signIn(signIn, person.account()).page();

            assertThat(home.hasForm("sign-out")).as(running::said).isTrue();
            assertThat(home.text("sub")).isEqualTo(person.id());
            assertThat(home.text("preferred_username")).isEqualTo(person.account().username());
            assertThat(home.text("email")).isEqualTo(person.account().email());
            assertCallsTheGate(browser, running, home);
            assertSignsOut(browser, running);
        }
    }

    /** The browser goes to the gate alone, and the application hears of it from there. */
    @ParameterizedTest
    @MethodSource("told")
    void signOutWhenItIsAtTheGateThenTheApplicationIsToldAndEndsItsSession(
            RealApplication application, String toldAt) {
        int port = RunningApplication.freePort();
        try (Session person = target.accounts().login(target.accounts().register());
                AddedClients _ = RegisteredClient.addTold(target, port, toldAt);
                RunningApplication running =
                        RunningApplication.start(
                                application, RegisteredClient.told(port), target, port);
                Browser browser = new Browser(target, Set.of(target.origin(), running.origin()))) {
            Arrival.Page signIn = browser.open(running.at("/")).page();
            Arrival.Page home = browser.signIn(signIn, person.account()).page();
            assertThat(home.hasForm("sign-out")).as(running::said).isTrue();

            URI logout = URI.create(target.origin() + "/oauth2/logout");
            browser.submit(browser.open(logout).page(), "sign-out", Map.of());

            await("that its session has ended")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> browser.open(running.at("/")).page().hasForm("sign-in"));
        }
    }

    /** Those that take logout tokens, and where. */
    static Stream<Arguments> told() {
        return RealApplication.here()
                .filter(application -> application != OAUTH2_PROXY)
                .map(application ->
                        arguments(
                                application,
                                application == SPRING
                                        ? "/logout/connect/back-channel/gatehouse"
                                        : "/callback?logout=backchannel"));
    }

    private static void assertCallsTheGate(
            Browser browser, RunningApplication running, Arrival.Page home) {
        // One of them refreshes no sooner than the next second.
        Arrival.Page called =
                await("a refresh")
                        .pollInterval(Duration.ofMillis(100))
                        .until(
                                () -> browser.open(running.at("/protected")).page(),
                                page -> !page.text("token").equals(home.text("token")));

        assertThat(called.text("status")).as(running::said).isEqualTo("200");
    }

    private static void assertSignsOut(Browser browser, RunningApplication running) {
        Arrival.Page home = browser.open(running.at("/")).page();

        Arrival.Page signedOut = browser.submit(home, "sign-out", Map.of()).page();

        assertThat(signedOut.address()).as(running::said).isEqualTo(running.at("/signed-out"));
        assertThat(browser.open(running.at("/")).page().hasForm("sign-in")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void callbackWhenSomethingInItIsForgedThenTheApplicationSaysWhat(Forgery forgery) {
        try (RunningApplication running =
                RunningApplication.start(forgery.application(), RegisteredClient.cli(), target)) {
            assertThat(saidOf(forgery, running)).contains(forgery.said());
        }
    }

    /**
     * What somebody forges in the answer.
     *
     * @param status the least that it is refused with
     */
    record Forgery(RealApplication application, String parameter, int status, String said) {}

    static Stream<Forgery> forgeries() {
        List<RealApplication> here = RealApplication.here().toList();
        return Stream.of(
                        new Forgery(SPRING, "state", 400, "authorization_request_not_found"),
                        new Forgery(SPRING, "code", 400, "invalid_grant"),
                        new Forgery(OAUTH2_PROXY, "state", 400, "Error while parsing OAuth2 state"),
                        new Forgery(OAUTH2_PROXY, "code", 400, "invalid_grant"),
                        new Forgery(
                                MOD_AUTH_OPENIDC, "state", 400, "invalid authorization response"),
                        // Its page for errors comes with this status, all but the first.
                        new Forgery(
                                MOD_AUTH_OPENIDC, "iss", 200, "does not match the issuer provided"),
                        new Forgery(MOD_AUTH_OPENIDC, "code", 200, "invalid_grant"))
                .filter(forgery -> here.contains(forgery.application()));
    }

    private String saidOf(Forgery forgery, RunningApplication running) {
        try (Browser browser = new Browser(target, Set.of(running.origin()))) {
            Map<String, String> asked = Form.query(browser.open(running.at("/")).elsewhere());
            Map<String, String> answer = new LinkedHashMap<>();
            answer.put("code", "forged");
            answer.put("state", asked.get("state"));
            answer.put("iss", target.origin());
            answer.put(forgery.parameter(), "forged");

            Arrival.Page refused =
                    browser.open(URI.create(asked.get("redirect_uri") + "?" + Form.encode(answer)))
                            .page();

            assertThat(refused.status()).isGreaterThanOrEqualTo(forgery.status());
            // Nobody is signed in by it.
            assertThat(browser.open(running.at("/")).elsewhere().getPath())
                    .isEqualTo("/oauth2/authorize");
            return refused + running.said();
        }
    }
}
