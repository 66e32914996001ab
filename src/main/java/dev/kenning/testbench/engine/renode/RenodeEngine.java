package dev.kenning.testbench.engine.renode;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.remote.RemoteBench;
import dev.kenning.testbench.engine.remote.RenodeVersion;
import dev.kenning.testbench.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs boards in Renode processes on this machine, one process for each bench. */
public final class RenodeEngine implements Engine {

    /** Upstream waits as long ({@code renode-integration.md}, section 1.3). */
    private static final Duration START_UP = Duration.ofMinutes(3);

    private static final Duration VERSION = Duration.ofSeconds(30);

    private final RenodeExecutable executable;
    private final ProcessRecords records;
    private final Duration startUp;

    /** Looks for Renode where the settings say, then on the PATH. */
    public RenodeEngine(Settings settings) {
        this(
                new RenodeExecutable(
                        name -> settings.get(name).orElse(""),
                        name -> System.getenv().getOrDefault(name, "")),
                ProcessRecords.ofThisUser(),
                START_UP);
    }

    RenodeEngine(RenodeExecutable executable, ProcessRecords records, Duration startUp) {
        this.executable = executable;
        this.records = records;
        this.startUp = startUp;
    }

    @Override
    public String name() {
        return "renode";
    }

    @Override
    public EngineStatus status() {
        try {
            Path found = executable.find();
            String said = versionOf(found);
            Optional<RenodeVersion> version = RenodeVersion.parse(said);
            if (version.isEmpty()) {
                return EngineStatus.missing(found + " is no Renode: it answers -v with '" + said.strip() + "'");
            }
            return version.get().isSupported()
                    ? EngineStatus.available("Renode " + version.get().text() + " at " + found)
                    : EngineStatus.missing(version.get().refusal() + " (found at " + found + ")");
        } catch (EngineException e) {
            return EngineStatus.missing(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> doubts(Path firmware) {
        try {
            return RenodeVersion.parse(versionOf(executable.find()))
                    .map(version -> version.doubts(firmware))
                    .orElse(List.of());
        } catch (EngineException e) {
            // That there is no Renode is told by whoever wants to run it.
            return List.of();
        }
    }

    @Override
    public Bench powerOn(BenchSetup setup) {
        Path found = executable.find();
        records.sweep();
        return RemoteBench.powerOn(name(), setup, folder -> RenodeProcess.start(found, folder, records, startUp));
    }

    private String versionOf(Path found) {
        Path home = records.open();
        try {
            Path said = home.resolve("version");
            ProcessBuilder builder = new ProcessBuilder(found.toString(), "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().put("TMPDIR", home.toString());
            Process process = builder.start();
            if (!process.waitFor(VERSION.toSeconds(), TimeUnit.SECONDS)) {
                new ProcessTree(process.toHandle()).kill();
                throw new EngineException(found + " did not tell its version within " + VERSION.toSeconds() + " s");
            }
            return new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new EngineException("cannot start " + found + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while " + found + " told its version", e);
        } finally {
            ProcessRecords.delete(home);
        }
    }
}
