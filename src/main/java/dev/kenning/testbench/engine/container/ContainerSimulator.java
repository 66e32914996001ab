package dev.kenning.testbench.engine.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.kenning.testbench.engine.remote.Simulator;
import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.testcontainers.utility.MountableFile;

/** A container of ours; what it printed is kept in the bench's folder when it ends. */
final class ContainerSimulator implements Simulator {

    private static final int SHORT_ID = 12;

    private final RenodeContainer container;
    private final String id;
    private final Path output;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over a container that runs. */
    ContainerSimulator(RenodeContainer container, Path output) {
        this.container = container;
        this.id = container.getContainerId();
        this.output = output;
    }

    @Override
    public String name() {
        return container.getDockerImageName() + " (container " + id.substring(0, Math.min(SHORT_ID, id.length())) + ")";
    }

    @Override
    public URI robotServer() {
        return container.robotServer();
    }

    @Override
    public int freePort() {
        return container.nextUartPort();
    }

    @Override
    public TcpPort connect(int port) throws IOException {
        return container.connectUart(port);
    }

    @Override
    public String pathOf(String name) {
        return RenodeContainer.BENCH + "/" + name;
    }

    @Override
    public void refresh(String name) throws IOException {
        try {
            container.copyFileToContainer(MountableFile.forHostPath(output.resolveSibling(name)), pathOf(name));
        } catch (DockerException e) {
            throw new IOException(name + " cannot be copied into the container: " + e.getMessage(), e);
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        try {
            // Into a file, since what was recorded may be large.
            Path copy = Files.createTempFile("testbench", null);
            container.copyFileFromContainer(pathOf(name), copy.toString());
            return Files.newInputStream(copy, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (DockerException e) {
            throw new IOException(name + " cannot be copied from the container: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> ending() {
        try {
            ContainerState state =
                    container.getDockerClient().inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning())) {
                return Optional.empty();
            }
            String reason = Boolean.TRUE.equals(state.getOOMKilled()) ? " (out of its memory)" : "";
            return Optional.of("exit code " + state.getExitCodeLong() + reason);
        } catch (NotFoundException e) {
            return Optional.of("the removal of its container");
        }
    }

    @Override
    public String output() {
        try {
            return container.getLogs();
        } catch (DockerException e) {
            return "";
        }
    }

    @Override
    public void kill() {
        try {
            container.getDockerClient().killContainerCmd(id).exec();
        } catch (DockerException e) {
            // It has ended already.
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            keepOutput();
            container.stop();
        }
    }

    private void keepOutput() {
        try {
            Files.writeString(output, output());
        } catch (IOException e) {
            // The log is lost, not the test's result; the folder was writable when the bench was made.
        }
    }
}
