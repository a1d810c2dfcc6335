// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import io.gatehouse.cli.screen.Asker;
import java.util.ArrayList;
import java.util.List;

/** A line of the menu: what it says, the command behind it, and what must be asked first. */
record MenuEntry(String title, List<String> command, List<Question> questions) {

    private static final Question PRODUCT = new Question("Product", "");
    private static final Question ORDER = new Question("Order", "");

    /** The menu, in the order of a first visit. */
    static final List<MenuEntry> ALL =
            List.of(
                    entry("Open an account", "register"),
                    entry("Sign in", "login"),
                    entry("See the products", "products"),
                    entry("Search the products", "products", new Question("Text", "--search")),
                    entry("Look at a product", "product", PRODUCT),
                    entry(
                            "Buy a product",
                            "buy",
                            PRODUCT,
                            new Question("How many (1)", "--quantity")),
                    entry("See your orders", "orders"),
                    entry("Look at an order", "order", ORDER),
                    entry("Cancel an order", "cancel", ORDER),
                    entry("See who is signed in", "whoami"),
                    entry("Sign out", "logout"));

    private static MenuEntry entry(String title, String command, Question... questions) {
        return new MenuEntry(title, List.of(command), List.of(questions));
    }

    List<String> arguments(Asker asker) {
        List<String> arguments = new ArrayList<>(command);
        for (Question question : questions) {
            String answer = asker.line(question.text());
            if (!answer.isEmpty()) {
                arguments.add(question.option().isEmpty() ? answer : question.with(answer));
            }
        }
        return List.copyOf(arguments);
    }

    /** What to ask, and the option the answer belongs to; none for a parameter. */
    record Question(String text, String option) {

        String with(String answer) {
            return option + "=" + answer;
        }
    }
}
