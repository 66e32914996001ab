package dev.kenning.testbench.engine.container;

import dev.kenning.testbench.engine.remote.Pause;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.robot.RobotException;
import java.time.Duration;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** Waits until the robot server tells its keywords: Docker accepts connections long before anybody listens inside. */
final class RobotServerReady extends AbstractWaitStrategy {

    private static final Duration ONE_TRY = Duration.ofSeconds(10);

    @Override
    protected void waitUntilReady() {
        RenodeContainer container = (RenodeContainer) waitStrategyTarget;
        long deadline = System.nanoTime() + startupTimeout.toNanos();
        while (!answers(container)) {
            if (!container.isRunning()) {
                throw new ContainerLaunchException("the container ended before its robot server listened");
            }
            if (System.nanoTime() > deadline) {
                throw new ContainerLaunchException(
                        "the container's robot server did not listen within " + startupTimeout.toSeconds() + " s");
            }
            Pause.briefly();
        }
    }

    private static boolean answers(RenodeContainer container) {
        try {
            RobotClient client = RobotClient.builder(container.robotServer())
                    .timeout(ONE_TRY)
                    .build();
            return !client.getKeywordNames().isEmpty();
        } catch (RobotException e) {
            return false;
        }
    }
}
