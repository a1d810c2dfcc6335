// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import java.util.List;
import java.util.stream.Stream;

/** An entry of the menu: its title, the command it runs, and the questions before it. */
record MenuEntry(String title, String command, List<Question> questions) {

    private static final Question PRODUCT =
            Question.choosing("Product (number, name or id)", "products");
    private static final Question ORDER = Question.choosing("Order (number or id)", "orders");
    private static final Question USER =
            Question.choosing("User (number, name or id)", "admin users list");

    private static final List<MenuEntry> FOR_STRANGERS =
            List.of(entry("Open an account", "register"), entry("Sign in", "login"));

    private static final List<MenuEntry> FOR_ALL =
            List.of(
                    entry("See the products", "products"),
                    entry("Search the products", "products", Question.option("Text", "--search")),
                    entry("Look at a product", "product", PRODUCT),
                    entry(
                            "Buy a product",
                            "buy",
                            PRODUCT,
                            Question.option("How many (1)", "--quantity")),
                    entry("See your orders", "orders"),
                    entry("Look at an order", "order", ORDER),
                    entry("Cancel an order", "cancel", ORDER));

    private static final List<MenuEntry> FOR_THE_SIGNED_IN =
            List.of(
                    entry("See who is signed in", "whoami"),
                    entry("Change your password", "password"),
                    entry("Add an authenticator app", "account factors add"),
                    entry("Sign out", "logout"));

    private static final List<MenuEntry> FOR_ADMINISTRATORS =
            List.of(
                    entry("See the whole catalogue", "admin products list"),
                    entry(
                            "Add a product",
                            "admin products add",
                            Question.option("Name", "--name"),
                            Question.option("Description", "--description"),
                            Question.option("Price in EUR (12.34)", "--price"),
                            Question.option("How many there are (0)", "--stock")),
                    entry(
                            "Change a price",
                            "admin products update",
                            PRODUCT,
                            Question.option("New price in EUR (12.34)", "--price")),
                    entry(
                            "Set the stock",
                            "admin products stock",
                            PRODUCT,
                            Question.words("How many there are")),
                    entry("Sell a product no longer", "admin products remove", PRODUCT),
                    entry("See the users", "admin users list"),
                    entry(
                            "Set the roles of a user",
                            "admin users roles",
                            USER,
                            Question.words("Roles (such as customer, payment, admin)")),
                    entry("Let a user in again", "admin users enable", USER),
                    entry("Shut a user out", "admin users disable", USER),
                    entry(
                            "Remove the second factor of a user who has lost it",
                            "admin users reset-factors",
                            USER),
                    entry(
                            "Make a service fail",
                            "fail",
                            Question.words("Service (idp, authz, products, orders)")));

    /** The entries that a user may choose, in the order of a first visit. */
    static List<MenuEntry> all(boolean signedIn, boolean administrator) {
        return Stream.of(
                        signedIn ? List.<MenuEntry>of() : FOR_STRANGERS,
                        FOR_ALL,
                        signedIn ? FOR_THE_SIGNED_IN : List.<MenuEntry>of(),
                        administrator ? FOR_ADMINISTRATORS : List.<MenuEntry>of())
                .flatMap(List::stream)
                .toList();
    }

    private static MenuEntry entry(String title, String command, Question... questions) {
        return new MenuEntry(title, command, List.of(questions));
    }

    List<String> words() {
        return List.of(command.split(" "));
    }

    /**
     * A question before the command runs.
     *
     * @param option the option that takes the answer; empty for a parameter, which is required
     * @param list the command that lists the choices; empty for free text
     */
    record Question(String text, String option, String list) {

        static Question option(String text, String option) {
            return new Question(text, option, "");
        }

        /** Asks for one or several parameters, separated by commas or spaces. */
        static Question words(String text) {
            return new Question(text, "", "");
        }

        static Question choosing(String text, String list) {
            return new Question(text, "", list);
        }

        boolean required() {
            return option.isEmpty();
        }

        List<String> arguments(String answer) {
            if (answer.isEmpty()) {
                return List.of();
            }
            if (!option.isEmpty()) {
                return List.of(option + "=" + answer);
            }
            return List.of(answer.split("[, ]+"));
        }
    }
}
