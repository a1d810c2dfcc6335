// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import static java.util.Objects.requireNonNull;

import io.gatehouse.bench.Api;
import io.gatehouse.bench.Caller;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The requests that are measured of both peers. */
enum PeerOperation {
    KEY_SET("key-set") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            return () -> () -> peer.api().get(peer.paths().keySet()).status() == 200;
        }
    },
    CONFIGURATION("configuration") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            return () -> () -> peer.api().get(peer.paths().configuration()).status() == 200;
        }
    },
    CLIENT_CREDENTIALS("client-credentials") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            Map<String, String> form = Map.of("grant_type", "client_credentials");
            return () ->
                    () ->
                            peer.api()
                                            .with(peer.machine().authorization())
                                            .form(peer.paths().token(), form)
                                            .status()
                                    == 200;
        }
    },
    INTROSPECTION("introspection") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            Api client = peer.api().with(peer.client().authorization());
            return () -> {
                String token = text(new PeerBrowser(peer).tokens(), "access_token");
                return () ->
                        isActive(client.form(peer.paths().introspect(), Map.of("token", token)));
            };
        }
    },
    REFRESH("refresh") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            return () ->
                    new Refreshing(peer, text(new PeerBrowser(peer).tokens(), "refresh_token"));
        }
    },
    /** Somebody who is signed in opens an application: a code, and what is given for it. */
    SIGNED_IN_ALREADY("code") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            return () -> {
                PeerBrowser browser = new PeerBrowser(peer);
                browser.tokens();
                return () -> browser.tokens().status() == 200;
            };
        }
    },
    /** The same of somebody who types a password first. */
    SIGN_IN("sign-in") {
        @Override
        Supplier<Caller> callers(Peer peer) {
            return () -> () -> new PeerBrowser(peer).tokens().status() == 200;
        }
    };

    private final String label;

    PeerOperation(String label) {
        this.label = requireNonNull(label, "label");
    }

    String label() {
        return label;
    }

    /** Makes callers, each with a session of its own where the operation needs one. */
    abstract Supplier<Caller> callers(Peer peer);

    List<Caller> callers(Peer peer, int count) {
        return Stream.generate(callers(peer)).limit(count).toList();
    }

    private static String text(Api.Reply reply, String member) {
        return reply.json().required(member).asText();
    }

    private static boolean isActive(Api.Reply reply) {
        return reply.status() == 200 && reply.json().path("active").asBoolean();
    }

    /** Sends the refresh token of the last answer, which may be the same as before. */
    private static final class Refreshing implements Caller {
        private final Peer peer;
        private final Api client;
        private String token;

        Refreshing(Peer peer, String token) {
            this.peer = peer;
            this.client = peer.api().with(peer.client().authorization());
            this.token = token;
        }

        @Override
        public boolean call() {
            Api.Reply reply =
                    client.form(
                            peer.paths().token(),
                            Map.of("grant_type", "refresh_token", "refresh_token", token));
            if (reply.status() != 200) {
                return false;
            }
            token = text(reply, "refresh_token");
            return true;
        }
    }
}
