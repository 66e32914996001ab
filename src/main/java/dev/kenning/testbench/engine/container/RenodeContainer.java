package dev.kenning.testbench.engine.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A container that answers on Renode's robot server: the official image, one made from it, or this project's image
 * {@code embedded}, which is told by its label.
 *
 * <p>It runs without privileges and with limits on memory and processes. In a plain Testcontainers test:
 *
 * <pre>
 *   &#64;Container
 *   static RenodeContainer renode = new RenodeContainer().withBenchFolder(Path.of("platform"));
 *
 *   renode.keywords().executeCommand("machine LoadPlatformDescription @board.repl");
 * </pre>
 */
public class RenodeContainer extends GenericContainer<RenodeContainer> {

    /** The image that is used unless another is named. */
    public static final String DEFAULT_IMAGE = "antmicro/renode:1.16.1";

    /** The setting that names another. */
    static final String IMAGE = "testbench.image";

    /** The label of images whose entry point is {@code testbench serve}; its value is the engine in them. */
    static final String ENGINE_LABEL = "dev.kenning.testbench.engine";

    /** The folder in the container that relative paths of scripts start from. */
    static final String BENCH = "/bench";

    private static final int ROBOT_PORT = 3450;
    private static final int FIRST_UART_PORT = 3456;
    private static final int UART_PORTS = 8;
    private static final int WRITABLE_FOLDER = 0777;
    private static final long MEMORY = 1L << 30;
    private static final long PROCESSES = 512;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final AtomicInteger nextUart = new AtomicInteger();

    /** Makes a container of the image that {@code -Dtestbench.image} names, else of {@link #DEFAULT_IMAGE}. */
    public RenodeContainer() {
        this(DockerImageName.parse(Settings.ofProcess().get(IMAGE).orElse(DEFAULT_IMAGE)));
    }

    /** Makes a container of an image. */
    public RenodeContainer(DockerImageName image) {
        super(image);
        addExposedPorts(ROBOT_PORT);
        uartPorts().forEach(this::addExposedPorts);
        withWorkingDirectory(BENCH);
        withLabels(Ownership.labels());
        withCreateContainerCmdModifier(RenodeContainer::limit);
        waitingFor(new RobotServerReady());
    }

    /** Copies a folder into the container, where relative paths of monitor commands start from it. */
    public RenodeContainer withBenchFolder(Path folder) {
        return withCopyFileToContainer(MountableFile.forHostPath(folder, WRITABLE_FOLDER), BENCH);
    }

    /** Returns the address of the robot server. */
    public URI robotServer() {
        return URI.create("http://" + getHost() + ":" + getMappedPort(ROBOT_PORT) + "/");
    }

    /** Returns the keywords of its robot server. */
    public RenodeKeywords keywords() {
        return new RenodeKeywords(RobotClient.of(robotServer()));
    }

    /**
     * Returns a port for {@code emulation CreateServerSocketTerminal} that can be reached from outside.
     *
     * @throws EngineException if all are taken
     */
    public int nextUartPort() {
        int number = nextUart.getAndIncrement();
        if (number >= UART_PORTS) {
            throw new EngineException("a container serves at most " + UART_PORTS + " UART sockets");
        }
        return FIRST_UART_PORT + number;
    }

    /** Connects to a socket terminal on a port of {@link #nextUartPort}. */
    public TcpPort connectUart(int port) throws IOException {
        return TcpPort.connect(getHost(), getMappedPort(port), CONNECT);
    }

    @Override
    protected void configure() {
        ContainerConfig config = Objects.requireNonNull(
                getDockerClient().inspectImageCmd(getDockerImageName()).exec().getConfig(), "image without config");
        Map<String, String> labels = config.getLabels();
        String port = Integer.toString(ROBOT_PORT);
        if (labels != null && labels.containsKey(ENGINE_LABEL)) {
            setCommandParts(new String[] {"--robot-server-port", port, "--host", "0.0.0.0"});
        } else {
            setCommandParts(new String[] {"renode", "--disable-gui", "--plain", "--robot-server-port", port});
        }
    }

    private static List<Integer> uartPorts() {
        return IntStream.range(FIRST_UART_PORT, FIRST_UART_PORT + UART_PORTS)
                .boxed()
                .toList();
    }

    private static void limit(CreateContainerCmd command) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig(), "no host configuration");
        host.withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withPidsLimit(PROCESSES);
    }
}
