// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.AdminTasks;
import io.gatehouse.cli.command.Buy;
import io.gatehouse.cli.command.CancelOrder;
import io.gatehouse.cli.command.ChangePassword;
import io.gatehouse.cli.command.Connection;
import io.gatehouse.cli.command.Fail;
import io.gatehouse.cli.command.Help;
import io.gatehouse.cli.command.ListOrders;
import io.gatehouse.cli.command.ListProducts;
import io.gatehouse.cli.command.Login;
import io.gatehouse.cli.command.Logout;
import io.gatehouse.cli.command.Recent;
import io.gatehouse.cli.command.Register;
import io.gatehouse.cli.command.ShowOrder;
import io.gatehouse.cli.command.ShowProduct;
import io.gatehouse.cli.command.Surroundings;
import io.gatehouse.cli.command.Visit;
import io.gatehouse.cli.command.WhoAmI;
import io.gatehouse.cli.gate.ExitCode;
import io.gatehouse.cli.menu.Menu;
import io.gatehouse.cli.screen.Asker;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The shop from a terminal; without a command it is a menu. */
@Command(
        versionProvider = Version.class,
        description = "The shop from a terminal. Without a command: a menu.",
        synopsisSubcommandLabel = "[COMMAND]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done",
            "1:The gate or the shop refused",
            "2:The command was not called properly",
            "3:No answer: the gate is away or cannot be trusted",
            "4:Not signed in, or the session is over",
            "5:Sold out, or the payment was declined"
        })
public final class Shop implements Callable<Integer> {

    private final Menu menu;

    @Spec private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // its mere presence ends the command
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private Shop(Visit visit, Surroundings surroundings) {
        this.menu = new Menu(visit, (asker, recent) -> commands(surroundings, asker, recent));
    }

    public static void main(String[] arguments) {
        System.exit(commands(Machine.surroundings()).execute(arguments));
    }

    static CommandLine commands(Surroundings surroundings) {
        return commands(surroundings, connection -> new Visit(surroundings, connection));
    }

    private static CommandLine commands(Surroundings surroundings, Asker asker, Recent recent) {
        return commands(
                surroundings, connection -> new Visit(surroundings, connection, asker, recent));
    }

    private static CommandLine commands(
            Surroundings surroundings, Function<Connection, Visit> visits) {
        Connection connection = new Connection();
        Visit visit = visits.apply(connection);
        CommandLine shop = new CommandLine(new Shop(visit, surroundings));
        shop.setCommandName(visit.invocation().name());
        shop.addMixin("connection", connection);
        addCommands(shop, visit);
        HelpText.fit(shop, visit);
        Failures failures = new Failures(visit);
        return shop.setOut(surroundings.streams().out())
                .setErr(surroundings.streams().err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(surroundings)))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static void addCommands(CommandLine shop, Visit visit) {
        shop.addSubcommand(new Register(visit))
                .addSubcommand(new Login(visit))
                .addSubcommand(new WhoAmI(visit))
                .addSubcommand(new ChangePassword(visit))
                .addSubcommand(new ListProducts(visit))
                .addSubcommand(new ShowProduct(visit))
                .addSubcommand(new Buy(visit))
                .addSubcommand(new ListOrders(visit))
                .addSubcommand(new ShowOrder(visit))
                .addSubcommand(new CancelOrder(visit))
                .addSubcommand(new Logout(visit));
        AdminTasks.addTo(shop, visit);
        shop.addSubcommand(new Fail(visit)).addSubcommand(new Help());
    }

    private static Ansi ansi(Surroundings surroundings) {
        return surroundings.colours() ? Ansi.ON : Ansi.OFF;
    }

    @Override
    public Integer call() {
        return open();
    }

    private int open() {
        return menu.run()
                .orElseGet(() -> {
                    spec.commandLine().usage(spec.commandLine().getOut());
                    return ExitCode.OK.number();
                });
    }

    /** The same as no command at all. */
    @Command(name = "menu", description = "Choose from a menu, or type one command after another.")
    int openMenu() {
        return open();
    }
}
