// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Facts;
import io.gatehouse.cli.wire.Client;
import io.gatehouse.cli.wire.ClientMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers an OAuth client, and shows what it needs to sign people in. */
@Command(
        name = "add",
        description = "Add a client, and show what it needs. Its secret is shown this once.")
final class AddClient implements Runnable {

    private final CommandContext context;

    @Parameters(paramLabel = "NAME", description = "What people see when they are asked.")
    private String name;

    @Option(
            names = "--redirect-uri",
            paramLabel = "URI",
            description =
                    "Where a browser comes back to, signed in: https, or http to this machine. May"
                            + " be given several times.")
    private List<String> redirectUris = List.of();

    @Option(
            names = "--post-logout-redirect-uri",
            paramLabel = "URI",
            description = "The same for signed out.")
    private List<String> signedOutUris = List.of();

    @ArgGroup private WithoutSecret withoutSecret = new WithoutSecret();

    @Option(
            names = "--grant",
            paramLabel = "GRANT",
            converter = GrantName.class,
            description =
                    "authorization_code, refresh_token, client_credentials or device_code. Else the"
                            + " first two.")
    private List<String> grants = List.of();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What it may ask for, several in quotes. Else openid profile email.")
    private String scope;

    AddClient(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        if (redirectUris.isEmpty() && (grants.isEmpty() || grants.contains(GrantName.CODE))) {
            throw new Failure.Misuse(
                    "Say where a browser comes back to: --redirect-uri URI. A client without a"
                            + " browser has --grant device_code or --grant client_credentials.");
        }
        // Before anything is made whose secret would be lost.
        Answer discovered =
                context.gate().send(Call.get("/.well-known/openid-configuration")).orThrow();
        Answer answer = context.signedIn().send(Call.post("/admin/clients", metadata()));
        context.show(answer, () -> show(answer.as(Client.class), discovered.as(Discovered.class)));
    }

    private ClientMetadata metadata() {
        return new ClientMetadata(
                name,
                redirectUris,
                signedOutUris,
                grants.isEmpty() ? List.of(GrantName.CODE, GrantName.REFRESH) : grants,
                withoutSecret.method(),
                withoutSecret.subject,
                Optional.ofNullable(scope));
    }

    private void show(Client client, Discovered discovered) {
        context.screen()
                .facts(
                        new Facts()
                                .add("issuer", discovered.issuer())
                                .add("client_id", client.id())
                                .add("client_secret", client.secret())
                                .add("grants", String.join(" ", client.grants()))
                                .add("scope", client.scope())
                                .add("CA", authority().toString()));
        client.secret()
                .ifPresent(
                        _ -> context.screen().remark("Keep the secret: it cannot be shown again."));
        context.screen()
                .remark(
                        "%s, and trusts the gate by that CA: docs/identity.md."
                                .formatted(
                                        client.grants().contains(GrantName.CODE)
                                                ? "The client sends a challenge (PKCE, S256)"
                                                : "The client reads the rest at the issuer"));
    }

    private Path authority() {
        return Target.of(context.connection(), context.environment()).ca().toAbsolutePath();
    }

    /** How the client authenticates, if not by a secret. */
    static final class WithoutSecret {

        @Option(
                names = "--public",
                description = "It can keep no secret: a program on somebody's machine, or a page.")
        private boolean open;

        @Option(
                names = "--certificate",
                paramLabel = "SUBJECT",
                description =
                        "It has a certificate with this subject, such as CN=robot,O=Gatehouse, in"
                                + " place of a secret.")
        private Optional<String> subject = Optional.empty();

        private String method() {
            return open ? "none" : subject.isPresent() ? "tls_client_auth" : "client_secret_basic";
        }
    }

    record Discovered(@JsonProperty("issuer") String issuer) {}

    /** Parses the name of a grant; that of a device has a short one. */
    static final class GrantName implements ITypeConverter<String> {

        static final String CODE = "authorization_code";
        static final String REFRESH = "refresh_token";
        private static final String DEVICE = "device_code";
        private static final String OF_DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

        @Override
        public String convert(String typed) {
            String grant = typed.strip().toLowerCase(Locale.ROOT);
            return grant.equals(DEVICE) ? OF_DEVICE : grant;
        }
    }
}
