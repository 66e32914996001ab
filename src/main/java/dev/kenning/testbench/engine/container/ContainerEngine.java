package dev.kenning.testbench.engine.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Engine;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.EngineStatus;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.remote.BenchFolder;
import dev.kenning.testbench.engine.remote.RemoteBench;
import dev.kenning.testbench.engine.remote.Simulator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.utility.DockerImageName;

/** Runs boards in containers, one for each bench. */
public final class ContainerEngine implements Engine {

    private static final String NO_ENGINE =
            "no Docker engine answers: install one (Debian package: docker.io), start it and"
                    + " see that you may use it (`docker version`)";
    private static final long PULL_MINUTES = 10;

    private final String image;

    /** Uses the image that {@code -Dtestbench.image} names, else the official one. */
    public ContainerEngine(Settings settings) {
        this(settings.get(RenodeContainer.IMAGE).orElse(RenodeContainer.DEFAULT_IMAGE));
    }

    ContainerEngine(String image) {
        this.image = image;
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public EngineStatus status() {
        Optional<String> version = DockerCommand.engineVersion();
        if (version.isEmpty()) {
            return EngineStatus.missing(NO_ENGINE);
        }
        String engine = "Docker " + version.get();
        return DockerCommand.hasImage(image)
                ? EngineStatus.available(engine + ", image " + image)
                : EngineStatus.missing(engine + " is there, but not the image " + image
                        + "; it is pulled at first use, or" + " -D" + RenodeContainer.IMAGE + "=NAME chooses another");
    }

    @Override
    public Bench powerOn(BenchSetup setup) {
        DockerClient docker = docker();
        Ownership.sweep(docker);
        if (!isPresent(docker)) {
            pull(docker);
        }
        return RemoteBench.powerOn(name(), setup, this::start);
    }

    private Simulator start(BenchFolder folder) {
        RenodeContainer container = new RenodeContainer(DockerImageName.parse(image)).withBenchFolder(folder.path());
        try {
            container.start();
            return new ContainerSimulator(container, folder.output());
        } catch (ContainerLaunchException e) {
            container.stop();
            throw new EngineException(
                    "a container of " + image + " did not start: " + rootOf(e).getMessage(), e);
        }
    }

    private static DockerClient docker() {
        try {
            return DockerClientFactory.instance().client();
        } catch (IllegalStateException e) {
            throw new EngineException(NO_ENGINE + ": " + e.getMessage(), e);
        } catch (ContainerFetchException e) {
            throw new EngineException(
                    "Testcontainers cannot pull the images that it uses itself; where no registry can be reached, set"
                            + " TESTCONTAINERS_HOST_OVERRIDE=localhost and TESTCONTAINERS_RYUK_DISABLED=true in the"
                            + " environment: " + e.getMessage(),
                    e);
        }
    }

    private boolean isPresent(DockerClient docker) {
        try {
            docker.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void pull(DockerClient docker) {
        try {
            if (!docker.pullImageCmd(image)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)) {
                throw notPulled("it takes longer than " + PULL_MINUTES + " minutes", new EngineException("gave up"));
            }
        } catch (DockerException e) {
            throw notPulled(String.valueOf(e.getMessage()).strip(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notPulled("interrupted", e);
        }
    }

    private EngineException notPulled(String reason, Exception cause) {
        return new EngineException(
                "the image " + image + " is not on this machine and cannot be pulled: " + reason
                        + ". Build or load it, or choose another with -Dtestbench.image=NAME",
                cause);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
