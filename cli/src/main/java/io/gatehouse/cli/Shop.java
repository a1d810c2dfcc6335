// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.cli.command.AccountTasks;
import io.gatehouse.cli.command.AdminTasks;
import io.gatehouse.cli.command.Buy;
import io.gatehouse.cli.command.CancelOrder;
import io.gatehouse.cli.command.ChangePassword;
import io.gatehouse.cli.command.CheckLedger;
import io.gatehouse.cli.command.CommandContext;
import io.gatehouse.cli.command.Connection;
import io.gatehouse.cli.command.Environment;
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

/** The root command: the shop in a terminal; without a subcommand it opens the menu. */
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

    @SuppressWarnings("UnusedVariable") // read by picocli, which ends the command
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private Shop(CommandContext context, Environment environment) {
        this.menu = new Menu(context, (asker, recent) -> commands(environment, asker, recent));
    }

    public static void main(String[] arguments) {
        System.exit(commands(Machine.environment()).execute(arguments));
    }

    static CommandLine commands(Environment environment) {
        return commands(environment, connection -> new CommandContext(environment, connection));
    }

    private static CommandLine commands(Environment environment, Asker asker, Recent recent) {
        return commands(
                environment,
                connection -> new CommandContext(environment, connection, asker, recent));
    }

    private static CommandLine commands(
            Environment environment, Function<Connection, CommandContext> visits) {
        Connection connection = new Connection();
        CommandContext context = visits.apply(connection);
        CommandLine shop = new CommandLine(new Shop(context, environment));
        shop.setCommandName(context.invocation().name());
        shop.addMixin("connection", connection);
        addCommands(shop, context);
        HelpText.fit(shop, context);
        Failures failures = new Failures(context);
        return shop.setOut(environment.streams().out())
                .setErr(environment.streams().err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(environment)))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static void addCommands(CommandLine shop, CommandContext context) {
        shop.addSubcommand(new Register(context))
                .addSubcommand(new Login(context))
                .addSubcommand(new WhoAmI(context))
                .addSubcommand(new ChangePassword(context));
        shop.addSubcommand(new ListProducts(context))
                .addSubcommand(new ShowProduct(context))
                .addSubcommand(new Buy(context))
                .addSubcommand(new ListOrders(context))
                .addSubcommand(new ShowOrder(context))
                .addSubcommand(new CancelOrder(context))
                .addSubcommand(new CheckLedger(context))
                .addSubcommand(new Logout(context));
        AccountTasks.addTo(shop, context);
        AdminTasks.addTo(shop, context);
        shop.addSubcommand(new Fail(context)).addSubcommand(new Help());
    }

    private static Ansi ansi(Environment environment) {
        return environment.colours() ? Ansi.ON : Ansi.OFF;
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

    @Command(name = "menu", description = "Choose from a menu, or type one command after another.")
    int openMenu() {
        return open();
    }
}
