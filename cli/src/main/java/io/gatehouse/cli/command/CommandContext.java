// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Backoff;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Gate;
import io.gatehouse.cli.gate.Trust;
import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.screen.Invocation;
import io.gatehouse.cli.screen.NobodyToAsk;
import io.gatehouse.cli.screen.ReaderAsker;
import io.gatehouse.cli.screen.Screen;
import io.gatehouse.cli.screen.Table;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.session.SessionFile;
import io.gatehouse.cli.session.SignedInGate;
import io.gatehouse.cli.wire.Account;
import io.gatehouse.cli.wire.Credentials;
import io.gatehouse.cli.wire.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jline.reader.impl.completer.NullCompleter;

/** What a command depends on: the gate, the screen, the asker and the options. */
public final class CommandContext {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Environment environment;
    private final Connection connection;
    private final Asker asker;
    private final Recent recent;
    private final Invocation invocation;

    /** The context of one command in a shell. */
    public CommandContext(Environment environment, Connection connection) {
        this(
                environment,
                connection,
                asker(environment),
                new Recent(),
                new Invocation(environment.program(), false));
    }

    /** The context of a command inside the menu. */
    public CommandContext(
            Environment environment, Connection connection, Asker asker, Recent recent) {
        this(environment, connection, asker, recent, new Invocation(environment.program(), true));
    }

    private CommandContext(
            Environment environment,
            Connection connection,
            Asker asker,
            Recent recent,
            Invocation invocation) {
        this.environment = requireNonNull(environment, "environment");
        this.connection = requireNonNull(connection, "connection");
        this.asker = requireNonNull(asker, "asker");
        this.recent = requireNonNull(recent, "recent");
        this.invocation = requireNonNull(invocation, "invocation");
    }

    private static Asker asker(Environment environment) {
        return environment
                .streams()
                .terminal()
                .<Asker>map(terminal -> new ReaderAsker(terminal, NullCompleter.INSTANCE))
                .orElseGet(NobodyToAsk::new);
    }

    public Environment environment() {
        return environment;
    }

    public Connection connection() {
        return connection;
    }

    public Asker asker() {
        return asker;
    }

    public Recent recent() {
        return recent;
    }

    public Invocation invocation() {
        return invocation;
    }

    public Screen screen() {
        Streams streams = environment.streams();
        return new Screen(
                streams.out(),
                streams.err(),
                environment.colours(),
                connection.json() ? () -> Integer.MAX_VALUE : environment::columns);
    }

    /** An id in a list: a short prefix on a terminal, the whole id in a script. */
    String listed(String id) {
        return environment.streams().terminal().isPresent() ? Choice.brief(id) : id;
    }

    /** Prints a list; inside the menu its rows are numbered. */
    void list(Table table) {
        screen().table(invocation.inMenu() ? table.numbered() : table);
    }

    /** Asks for a required value; throws {@link Failure.Misuse} when the answer is empty. */
    String ask(String question) {
        String answer = asker.line(question);
        if (answer.isEmpty()) {
            throw new Failure.Misuse(question + " was not given.");
        }
        return answer;
    }

    /** Prints the body of the response for {@code --json}, else runs the given output. */
    void show(Answer answer, Runnable forPeople) {
        if (connection.json()) {
            screen().json(answer.body());
        } else {
            forPeople.run();
        }
    }

    /**
     * Removes what is known by its id alone.
     *
     * @param list the command that shows the ids, for whoever names one that is not there
     * @param done what is said afterwards
     */
    void remove(String path, String list, String done) {
        try {
            show(signedIn().send(Call.delete(path)), () -> screen().line(done));
        } catch (Failure.Refused refused) {
            throw refused.answer().status() == 404
                    ? refused.advising("See the ids: " + invocation().of(list))
                    : refused;
        }
    }

    Gate gate() {
        Target target = Target.of(connection, environment);
        Backoff backoff = new Backoff(environment.random(), environment.sleeper());
        return new Gate(
                target.url(),
                client(target),
                backoff,
                environment.clock(),
                target.whenAway(invocation));
    }

    public SignedInGate signedIn() {
        return new SignedInGate(
                gate(),
                new SessionFile(environment.state()),
                environment.clock(),
                connection.reason());
    }

    /** Signs in and stores the session; it replaces an earlier one at the same gate. */
    void signIn(String username, String password) {
        signIn(username, password, Optional.empty());
    }

    /** The same with a code; without one it is asked for if the account has a second factor. */
    void signIn(String username, String password, Optional<String> code) {
        Answer answer = logIn(new Credentials(username, password, code));
        if (code.isEmpty() && needsCode(answer)) {
            answer = logIn(new Credentials(username, password, Optional.of(askForCode())));
        }
        signedIn().signedIn(username, answer.orThrow().as(Tokens.class));
    }

    private Answer logIn(Credentials credentials) {
        return gate().send(Call.post("/authentication/login", credentials));
    }

    private static boolean needsCode(Answer answer) {
        return answer.status() == 401 && answer.problem().code().equals("second_factor_required");
    }

    private String askForCode() {
        try {
            return ask("Code of your authenticator app");
        } catch (Failure.Misuse e) {
            throw new Failure.Misuse(
                    "The account has a second factor. " + e.getMessage() + " Use --code.", e);
        }
    }

    /** The roles of the session according to the gate; empty without a session. */
    public List<String> roles() {
        try {
            Answer whoami = signedIn().send(Call.get("/authentication/whoami"));
            return whoami.as(Account.class).roles();
        } catch (Failure.Refused | Failure.NotSignedIn _) {
            return List.of();
        }
    }

    public Path state() {
        return environment.state();
    }

    public URI url() {
        return Target.of(connection, environment).url();
    }

    String time(Instant instant) {
        return Text.time(instant, environment.clock().getZone());
    }

    /** An idempotency key: 192 random bits in 32 characters of base64url. */
    String freshKey() {
        byte[] key = new byte[24];
        environment.random().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    private HttpClient client(Target target) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (target.isEncrypted()) {
            if (!Files.exists(target.ca())) {
                throw new Failure.Unreachable(
                        "There is no CA certificate at %s to trust %s by. %s"
                                .formatted(target.ca(), target.url(), withoutCa(target)),
                        null);
            }
            client.sslContext(Trust.only(target.ca()));
        }
        return client.build();
    }

    private String withoutCa(Target target) {
        return target.named() ? "Give one with --ca." : target.whenAway(invocation);
    }
}
