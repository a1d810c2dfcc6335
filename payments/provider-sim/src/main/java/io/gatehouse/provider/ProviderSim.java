// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.webhook.WebhookConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program that runs a provider until it is stopped. */
@Command(
        name = "provider-sim",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a payment provider as a third party would.")
public final class ProviderSim implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--host",
            defaultValue = "0.0.0.0",
            description = "address to listen at (default: all)")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "port to listen at (default: any free one)")
    private int port;

    @Option(names = "--data", required = true, description = "directory that keeps the charges")
    private Path data;

    @Option(names = "--key-file", required = true, description = "file that holds the API key")
    private Path keyFile;

    @ArgGroup(exclusive = false)
    private Merchant merchant;

    @Option(
            names = "--processing-millis",
            defaultValue = "500",
            description = "how long tok_processing is processing (default: 500)")
    private long processingMillis;

    /** Options that only have a meaning together. */
    private static final class Merchant {
        @Option(names = "--webhook-url", required = true, description = "where events are sent to")
        private URI url;

        @Option(
                names = "--webhook-secret-file",
                required = true,
                description = "file that holds the secret that signs events")
        private Path secretFile;

        @Option(
                names = "--ca",
                description = "PEM file of the authorities of that address (default: the JDK's)")
        private Path ca;

        private WebhookConfig config() throws IOException {
            WebhookConfig plain = WebhookConfig.signedWith(secret(secretFile)).to(url);
            return ca == null ? plain : plain.trusting(ca);
        }
    }

    public static void main(String[] args) {
        JsonLines.use();
        System.exit(new CommandLine(new ProviderSim()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            ProviderServer provider = ProviderServer.start(config());
            Runtime.getRuntime().addShutdownHook(new Thread(provider::close, "stop"));
            out.println("provider-sim listens at port " + provider.port());
            out.flush();
            new CountDownLatch(1).await();
            return CommandLine.ExitCode.OK;
        } catch (IOException | UncheckedIOException unreadable) {
            return explain("cannot read or write " + unreadable.getMessage());
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            return explain(unusable.getMessage());
        }
    }

    private int explain(String reason) {
        spec.commandLine().getErr().println(reason);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private ProviderConfig config() throws IOException {
        ProviderConfig config =
                ProviderConfig.of(data, secret(keyFile))
                        .listeningAt(host, port)
                        .processingFor(Duration.ofMillis(processingMillis));
        return merchant == null ? config : config.telling(merchant.config());
    }

    private static String secret(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
