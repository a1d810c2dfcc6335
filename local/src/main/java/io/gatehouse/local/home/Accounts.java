// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The demo accounts of a home, with random passwords, in the file that idp reads. */
public final class Accounts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Account> accounts;

    private Accounts(Path file, List<Account> accounts) {
        this.file = file;
        this.accounts = List.copyOf(accounts);
    }

    /** Reads the accounts, or creates them at the first start. */
    public static Accounts of(Path folder, Secrets secrets) throws IOException {
        Path file = requireNonNull(folder, "folder").resolve("accounts.json");
        if (Files.exists(file)) {
            return new Accounts(
                    file, JSON.readValue(file.toFile(), new TypeReference<List<Account>>() {}));
        }
        List<Account> made =
                List.of(
                        demo("admin", "admin", secrets),
                        demo("alice", "customer", secrets),
                        demo("paula", "payment", secrets));
        OwnerOnly.write(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made) + '\n');
        return new Accounts(file, made);
    }

    public Path file() {
        return file;
    }

    /** Whether the passwords have not been printed yet; a failed start does not print them. */
    public boolean isNew() {
        return Files.notExists(shown());
    }

    /** Records that the passwords have been printed. */
    public void markShown() throws IOException {
        if (isNew()) {
            OwnerOnly.write(shown(), "");
        }
    }

    private Path shown() {
        return file.resolveSibling("accounts.shown");
    }

    public Account get(String username) {
        return accounts.stream()
                .filter(account -> account.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new LocalException("%s has no %s".formatted(file, username)));
    }

    private static Account demo(String name, String role, Secrets secrets) {
        return new Account(
                name, name + "@gatehouse.example", secrets.randomPassword(), List.of(role));
    }

    /** An account that idp creates at its start if it does not exist. */
    public record Account(String username, String email, String password, List<String> roles) {
        public Account {
            roles = List.copyOf(roles);
        }

        /** Omits the password, since an account may appear in a message. */
        @Override
        public String toString() {
            return "Account[" + username + ", roles=" + roles + ']';
        }
    }
}
