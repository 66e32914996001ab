package dev.kenning.testbench.engine.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Labels containers with the JVM that they belong to, so that those of a JVM that was killed end at the next start. */
final class Ownership {

    private static final String PROCESS = "dev.kenning.testbench.process";
    private static final String STARTED = "dev.kenning.testbench.started";

    private Ownership() {}

    static Map<String, String> labels() {
        ProcessHandle self = ProcessHandle.current();
        return Map.of(PROCESS, Long.toString(self.pid()), STARTED, Long.toString(startOf(self)));
    }

    /** Removes containers whose JVM no longer runs on this machine; returns their numbers. */
    static List<String> sweep(DockerClient docker) {
        List<String> removed = new ArrayList<>();
        for (Container container : docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(PROCESS))
                .exec()) {
            if (!isOwned(container.getLabels())) {
                remove(docker, container.getId());
                removed.add(container.getId());
            }
        }
        return removed;
    }

    private static void remove(DockerClient docker, String id) {
        try {
            docker.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException e) {
            // Another JVM sweeps at the same time.
        }
    }

    private static boolean isOwned(Map<String, String> labels) {
        try {
            long started = Long.parseLong(labels.getOrDefault(STARTED, ""));
            return ProcessHandle.of(Long.parseLong(labels.getOrDefault(PROCESS, "")))
                    .filter(process -> startOf(process) == started)
                    .isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
