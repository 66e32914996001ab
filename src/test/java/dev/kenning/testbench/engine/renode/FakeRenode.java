package dev.kenning.testbench.engine.renode;

import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.KeywordLibrary;
import dev.kenning.testbench.robot.RobotServer;
import dev.kenning.testbench.robot.RpcValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands in for Renode: starts as it does, says PASS to everything, and misbehaves at one moment.
 *
 * <p>Arguments: the moment, a text that a keyword's name or first argument contains, or {@code never}; what happens then
 * ({@code dies}, {@code hangs}, {@code fails}); the version it tells.
 */
final class FakeRenode implements KeywordLibrary {

    private final String moment;
    private final String misdeed;
    private final String version;

    private FakeRenode(String moment, String misdeed, String version) {
        this.moment = moment;
        this.misdeed = misdeed;
        this.version = version;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("12:00:00.0000 [INFO] Loaded monitor commands from: /fake");
        Path folder = Files.createDirectories(Path.of(System.getenv("TMPDIR"))
                .resolve("renode-" + ProcessHandle.current().pid()));
        // What a run before this one left: no number yet, and no process of ours.
        Path other = Files.createDirectories(folder.resolveSibling("renode-1"));
        Files.writeString(other.resolve("robot_port"), "1");
        Files.writeString(folder.resolve("robot_port"), "");
        RobotServer.builder(new FakeRenode(arguments[0], arguments[1], arguments[2]))
                .portFile(folder.resolve("robot_port"))
                .start()
                .awaitStop();
    }

    @Override
    public List<String> names() {
        return List.of(
                "ExecuteCommand",
                "CreateTerminalTester",
                "CreateLogTester",
                "StartEmulation",
                "StopRemoteServer",
                "WaitForLineOnUart",
                "CreateLedTester");
    }

    @Override
    public RpcValue run(String name, List<RpcValue> arguments) {
        String argument = !arguments.isEmpty() && arguments.get(0) instanceof RpcValue.Text text ? text.value() : "";
        if ((name + " " + argument).contains(moment)) {
            misbehave();
        }
        if (argument.startsWith("emulation CreateServerSocketTerminal")) {
            listen(Integer.parseInt(argument.split(" ", -1)[2]));
        }
        if (argument.startsWith("lockstepRun")) {
            return RpcValue.of("1500000000\n\n");
        }
        return switch (name + " " + argument) {
            case "ExecuteCommand version" -> RpcValue.of(version);
            case "ExecuteCommand machine ElapsedVirtualTime" ->
                RpcValue.of("[Domain = x, TimeElapsed = 00:00:01.500000000]");
            default -> name.startsWith("Create") && !name.equals("CreateLogTester") ? RpcValue.of(0) : RpcValue.of("");
        };
    }

    private void misbehave() {
        System.out.println("12:00:01.0000 [ERROR] about to misbehave");
        System.out.flush();
        switch (misdeed) {
            case "dies" -> Runtime.getRuntime().halt(42);
            case "hangs" -> sleepForEver();
            default -> throw new KeywordException("There was an error when executing command: because");
        }
    }

    private static void sleepForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void listen(int port) {
        try {
            // Never accepted from and never closed: the backlog takes the one client.
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
