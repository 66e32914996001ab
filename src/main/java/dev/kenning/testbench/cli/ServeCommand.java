package dev.kenning.testbench.cli;

import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.text.BadInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves the embedded engine as Renode is served. */
@Command(
        name = "serve",
        description =
                "Serve the embedded engine as Renode is served: robot keywords over XML-RPC, UARTs on TCP sockets.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends on SIGTERM, on the keyword StopRemoteServer and on the command quit.",
            "Exit status: 0 ended; 2 bad input or usage, a script that fails among them."
        })
final class ServeCommand implements Callable<Integer> {

    /** How long the end of a server may take once it was closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Console console;

    @Parameters(paramLabel = "SCRIPT", arity = "0..1", description = "Script to run first (.resc).")
    private @Nullable Path script;

    @Option(
            names = "--robot-server-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the robot server; 0, the default, takes a free one.")
    private int port;

    @Option(names = "--port-file", paramLabel = "FILE", description = "Write the robot server's port to a file.")
    private @Nullable Path portFile;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}). Whoever reaches it runs commands here.")
    private String host = "";

    @Option(
            names = "--stub-missing",
            description = "Let a device whose model the embedded engine lacks read 0 and log each access.")
    private boolean stubMissing;

    @Option(names = "--hide-log", description = "Do not print the log.")
    private boolean hideLog;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw new BadInputException("--robot-server-port must be from 0 to 65535, is " + port);
        }
        EmbeddedServer.Builder builder =
                EmbeddedServer.builder().address(address()).port(port);
        if (portFile != null) {
            builder.portFile(portFile);
        }
        if (stubMissing) {
            builder.stubMissing();
        }
        if (script != null) {
            builder.script(script);
        }
        if (!hideLog) {
            builder.log(console.err()::println);
        }
        try (EmbeddedServer server = builder.start()) {
            StopHook stop = StopHook.doing(server::close, PATIENCE);
            try {
                serve(server);
            } finally {
                stop.close();
            }
        }
        return ExitStatus.DONE;
    }

    private void serve(EmbeddedServer server) throws InterruptedException {
        if (server.port() != 0) {
            console.err().println("robot server on " + host + ":" + server.port());
        }
        server.awaitStop();
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new BadInputException("--host " + host + " is no address of this machine", e);
        }
    }
}
