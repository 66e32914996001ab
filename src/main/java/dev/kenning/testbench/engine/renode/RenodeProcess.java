package dev.kenning.testbench.engine.renode;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.remote.BenchFolder;
import dev.kenning.testbench.engine.remote.Pause;
import dev.kenning.testbench.engine.remote.Simulator;
import dev.kenning.testbench.process.ProcessTree;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.robot.RobotException;
import dev.kenning.testbench.uart.TcpPort;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Renode process of ours ({@code renode-integration.md}, section 1.3): headless, with home, temporary files and
 * configuration of its own, its output in the bench's folder.
 */
final class RenodeProcess implements Simulator {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ORDERLY_END = Duration.ofSeconds(3);
    private static final Pattern TEMPORARY = Pattern.compile("renode-(\\d+)");

    /** Equal log entries stay apart, so that a test can count them. */
    private static final String CONFIGURATION = """
        [general]
        collapse-repeated-log-entries = False
        """;

    private final Process process;
    private final ProcessTree tree;
    private final Path home;
    private final Path output;
    private final Path folder;
    private final Thread atExit = new Thread(this::killAtExit, "renode-end");
    private final AtomicBoolean closed = new AtomicBoolean();
    private URI robotServer = URI.create("http://" + LOOPBACK + "/");

    private RenodeProcess(Process process, Path home, BenchFolder folder) {
        this.process = process;
        this.tree = new ProcessTree(process.toHandle());
        this.home = home;
        this.output = folder.output();
        this.folder = folder.path();
    }

    /**
     * Starts Renode in a bench's folder and waits until its robot server listens.
     *
     * @param startUp how long that may take
     * @throws EngineException if it cannot be started, ends, or does not listen in time
     */
    static RenodeProcess start(Path executable, BenchFolder folder, ProcessRecords records, Duration startUp) {
        Path home = records.open();
        RenodeProcess renode;
        try {
            Files.writeString(home.resolve("config"), CONFIGURATION);
            renode = new RenodeProcess(launch(executable, folder, home), home, folder);
        } catch (IOException e) {
            ProcessRecords.delete(home);
            throw new EngineException("cannot start " + executable + ": " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(renode.atExit);
        try {
            records.write(home, renode.tree.members());
            renode.awaitRobotServer(startUp);
            records.write(home, renode.tree.members());
            return renode;
        } catch (IOException e) {
            renode.close();
            throw new EngineException("cannot write to " + home + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            renode.close();
            throw e;
        }
    }

    private static Process launch(Path executable, BenchFolder folder, Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                executable.toString(),
                "--disable-gui",
                "--plain",
                "--robot-server-port",
                "0",
                "--config",
                home.resolve("config").toString());
        // The single-file .NET package unpacks itself under the home: once for all, not once for each bench.
        builder.environment().putIfAbsent("DOTNET_BUNDLE_EXTRACT_BASE_DIR", System.getProperty("user.home") + "/.net");
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", home.toString());
        builder.directory(folder.path().toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.output().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return builder.start();
    }

    private void awaitRobotServer(Duration startUp) {
        long deadline = System.nanoTime() + startUp.toNanos();
        while (true) {
            OptionalInt port = robotPort();
            if (port.isPresent()) {
                robotServer = URI.create("http://" + LOOPBACK + ":" + port.getAsInt() + "/");
                return;
            }
            if (!process.isAlive()) {
                throw new EngineException("Renode ended with exit code " + process.exitValue()
                        + " before its robot server listened" + said());
            }
            if (System.nanoTime() > deadline) {
                throw new EngineException("Renode's robot server did not listen within " + startUp.toSeconds()
                        + " s of host time" + said());
            }
            Pause.briefly();
        }
    }

    /** Reads {@code <temp>/renode-<pid>/robot_port}; of several the one that belongs to a process of ours. */
    private OptionalInt robotPort() {
        List<Long> ours = tree.members().stream().map(ProcessHandle::pid).toList();
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> isOf(folder, ours))
                    .map(folder -> folder.resolve("robot_port"))
                    .filter(Files::isRegularFile)
                    .flatMapToInt(file -> number(file).stream())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }

    private static boolean isOf(Path folder, List<Long> processes) {
        Matcher name = TEMPORARY.matcher(folder.getFileName().toString());
        return name.matches() && name.group(1).length() < 19 && processes.contains(Long.parseLong(name.group(1)));
    }

    /** The file exists for a moment before it is filled. */
    private static OptionalInt number(Path file) {
        try {
            String content = Files.readString(file).strip();
            return content.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(content)) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private String said() {
        String output = output().strip();
        return output.isEmpty()
                ? "; it printed nothing"
                : "; it printed:\n    " + String.join("\n    ", output.lines().toList());
    }

    @Override
    public String name() {
        return "Renode (process " + process.pid() + ")";
    }

    @Override
    public URI robotServer() {
        return robotServer;
    }

    @Override
    public int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EngineException("this machine has no free TCP port: " + e.getMessage(), e);
        }
    }

    @Override
    public TcpPort connect(int port) throws IOException {
        return TcpPort.connect(LOOPBACK, port, CONNECT);
    }

    @Override
    public String pathOf(String name) {
        return folder.resolve(name).toString();
    }

    /** It works in the folder itself. */
    @Override
    public void refresh(String name) {}

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public Optional<String> ending() {
        return process.isAlive() ? Optional.empty() : Optional.of("exit code " + process.exitValue());
    }

    @Override
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void kill() {
        tree.kill();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (process.isAlive()) {
            stopInOrder();
        }
        tree.terminate();
        forget();
    }

    private void stopInOrder() {
        try {
            new RenodeKeywords(RobotClient.builder(robotServer)
                            .timeout(ORDERLY_END)
                            .build())
                    .stopRemoteServer();
            process.waitFor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RobotException e) {
            // It does not answer: what follows needs no answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, or has run.
        }
        ProcessRecords.delete(home);
    }

    private void killAtExit() {
        tree.kill();
        ProcessRecords.delete(home);
    }
}
