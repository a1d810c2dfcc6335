// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody tries passwords from many places at once, each below the limits of the gate. */
@EndToEnd
@Tag("local")
@Order(19)
class GuessingE2E {
    private static final int PLACES = 60;

    /** {@code idp.guessing.account-burst}, as it is where nothing is said. */
    private static final int BURST = 20;

    private final Target target;

    GuessingE2E(Target target) {
        this.target = target;
    }

    @Test
    void guessWhenMadeFromSixtyPlacesThenOnlySoManyAreLookedAtAndTheOwnerStillGetsIn() {
        Account owner = target.accounts().register();
        String device;
        try (Client client = target.client()) {
            device = device(client.setUp(signIn(owner, true)).expect(200));
        }

        List<Answer> guesses = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            Account guess = new Account(owner.username(), owner.email(), "guess number " + place);
            try (Client client = new Client(target.url(), target.tls(), Optional.of(at(place)))) {
                // What the gate says of an address is not for a client to say.
                guesses.add(
                        client.send(
                                signIn(guess, false)
                                        .with("X-Gatehouse-Client-Address", "192.0.2." + place)));
            }
        }

        assertThat(guesses.subList(0, BURST))
                .allSatisfy(answer -> answer.expectProblem(401, "credentials_invalid"));
        assertThat(guesses.subList(BURST, PLACES))
                .allSatisfy(answer -> {
                    answer.expectProblem(429, "too_many_requests");
                    assertThat(answer.header("retry-after")).contains("300");
                });
        try (Client client = target.client()) {
            client.send(signIn(owner, false)).expectProblem(429, "too_many_requests");
            client.send(signIn(owner, true).with("Cookie", device)).expect(200);
        }
    }

    private Call signIn(Account account, boolean browser) {
        Map<String, String> body =
                browser
                        ? Map.of(
                                "username", account.username(),
                                "password", account.password(),
                                "session", "cookie")
                        : Map.of("username", account.username(), "password", account.password());
        Call call = Call.post("/authentication/login", body);
        return browser ? call.with("Origin", target.origin()) : call;
    }

    private static String device(Answer answer) {
        return answer.headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith("__Host-gatehouse-device="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    /** Each in a block of its own, and none of those that other tests call from. */
    private static InetAddress at(int place) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 20, (byte) place, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
