// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The two OAuth clients of a home, in the file that idp reads: {@code gatehouse-cli}, a program on
 * this machine, which can keep no secret, and {@code demo-web}, which has a random one.
 *
 * @param secret of {@code demo-web}
 */
public record Clients(Path file, String secret) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String ANY_PORT = "http://127.0.0.1/";
    private static final String DEMO = "http://localhost:3000/";
    private static final String BACK = "callback";
    private static final String OUT = "signed-out";
    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /** The metadata of a client (RFC 7591 section 2). */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Metadata(
            @JsonProperty("client_id") String id,
            @JsonProperty("client_name") String name,
            @JsonProperty("client_secret") String secret,
            @JsonProperty("token_endpoint_auth_method") String method,
            @JsonProperty("redirect_uris") List<String> redirects,
            @JsonProperty("post_logout_redirect_uris") List<String> logoutRedirects,
            @JsonProperty("grant_types") List<String> grants) {}

    /** Reads the clients, or creates them at the first start. */
    public static Clients of(Secrets secrets) throws IOException {
        String secret =
                secrets.read(secrets.once("demo-web.secret", secrets.randomPassword() + '\n'));
        List<Metadata> made =
                List.of(
                        new Metadata(
                                "gatehouse-cli",
                                "Gatehouse in a terminal",
                                "",
                                "none",
                                List.of(ANY_PORT + BACK),
                                List.of(ANY_PORT + OUT),
                                List.of("authorization_code", "refresh_token", DEVICE_CODE)),
                        new Metadata(
                                "demo-web",
                                "Demo",
                                secret,
                                "client_secret_basic",
                                List.of(DEMO + BACK, ANY_PORT + BACK),
                                List.of(DEMO + OUT, ANY_PORT + OUT),
                                List.of(
                                        "authorization_code",
                                        "refresh_token",
                                        "client_credentials")));
        return new Clients(
                secrets.once("clients.json", JSON.writeValueAsString(made) + '\n'), secret);
    }

    /** Omits the secret, since a record may appear in a message. */
    @Override
    public String toString() {
        return "Clients[" + file + ']';
    }
}
