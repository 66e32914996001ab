package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.robot.RobotServer;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Serves the embedded engine as {@code renode --robot-server-port} serves Renode: the same keywords over XML-RPC, UARTs
 * on TCP sockets, machines that run freely and no faster than host time.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {

    private final RunLoop loop;
    private final Optional<RobotServer> server;

    private EmbeddedServer(RunLoop loop, Optional<RobotServer> server) {
        this.loop = loop;
        this.server = server;
    }

    /** Configures a server. */
    public static Builder builder() {
        return new Builder();
    }

    /** Configures a server. */
    public static final class Builder {

        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private Optional<Path> portFile = Optional.empty();
        private Optional<Path> script = Optional.empty();
        private Consumer<String> log = line -> {};
        private boolean stubsMissing;

        private Builder() {}

        /** Listens on another address than 127.0.0.1, with the robot server and with every terminal. */
        public Builder address(InetAddress own) {
            this.address = own;
            return this;
        }

        /** Listens on a port; 0, the default, takes a free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** Writes the port's number to a file once the server listens, and deletes it at the end. */
        public Builder portFile(Path file) {
            this.portFile = Optional.of(file);
            return this;
        }

        /** Runs a script before the server listens. */
        public Builder script(Path file) {
            this.script = Optional.of(file);
            return this;
        }

        /** Lets devices whose model the engine lacks be stubs that read 0 and log each access. */
        public Builder stubMissing() {
            this.stubsMissing = true;
            return this;
        }

        /** Passes on each line of the log. */
        public Builder log(Consumer<String> sink) {
            this.log = sink;
            return this;
        }

        /**
         * Starts the server; if the script says {@code quit}, it has ended already.
         *
         * @throws dev.kenning.testbench.platform.monitor.MonitorException if the script fails, with file and line
         * @throws dev.kenning.testbench.emulator.machine.MachineException if there is no such script
         * @throws BadInputException if the port is taken, or the port file cannot be written
         */
        public EmbeddedServer start() {
            SearchPath files = SearchPath.of(
                    Path.of("").toAbsolutePath(), BuiltInFiles.locate().renode());
            RunLoop loop = RunLoop.start(files, new ServedTerminals(address));
            try {
                return start(loop);
            } catch (RuntimeException e) {
                loop.close();
                throw e;
            }
        }

        private EmbeddedServer start(RunLoop loop) {
            boolean quit = loop.inTurn(() -> {
                loop.emulation().logFaultsOnly();
                if (stubsMissing) {
                    loop.emulation().stubMissing();
                }
                loop.emulation().addLogListener(entry -> log.accept(entry.text()));
                script.ifPresent(file -> loop.emulation().executeScript(file.toString()));
                return loop.emulation().hasQuit();
            });
            return new EmbeddedServer(loop, quit ? Optional.empty() : Optional.of(listen(loop)));
        }

        private RobotServer listen(RunLoop loop) {
            RobotServer.Builder builder = RobotServer.builder(new EmbeddedKeywords(loop))
                    .address(address)
                    .port(port);
            portFile.ifPresent(builder::portFile);
            try {
                return builder.start();
            } catch (IOException e) {
                throw new BadInputException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Returns the port; 0 if the script has ended the server. */
    public int port() {
        return server.map(RobotServer::port).orElse(0);
    }

    /** Waits until a client, or the script, has ended the server. */
    public void awaitStop() throws InterruptedException {
        if (server.isPresent()) {
            server.get().awaitStop();
        }
    }

    /** Ends the server: pauses the machines, closes terminals and connections, deletes the port file. */
    @Override
    public void close() {
        server.ifPresent(RobotServer::close);
        loop.close();
    }
}
