package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.PeripheralPath;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.profile.CollapsedStacks;
import dev.kenning.testbench.profile.GraphFunctions;
import dev.kenning.testbench.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Has the simulator record the calls of each core in a file of its working directory ({@code EnableProfilerCollapsedStack}). */
final class RecordedCalls {

    private final Simulator simulator;
    private final Conversation conversation;
    private final ToLongFunction<String> executed;
    private int number;

    /**
     * Records nothing yet.
     *
     * @param executed tells how many instructions a core has executed since its reset
     */
    RecordedCalls(Simulator simulator, Conversation conversation, ToLongFunction<String> executed) {
        this.simulator = simulator;
        this.conversation = conversation;
        this.executed = executed;
    }

    /**
     * Does some work and returns what was recorded meanwhile.
     *
     * @throws EngineException if the simulator cannot record the calls of a core
     */
    Profile during(Runnable work, Collection<String> cores) {
        number++;
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, Long> before = new LinkedHashMap<>();
        for (String core : cores) {
            String file = "calls-" + number + "-" + core + CollapsedStacks.ENDING;
            before.put(core, executed.applyAsLong(core));
            enable(core, file);
            files.put(core, file);
        }
        try {
            work.run();
        } finally {
            files.keySet().forEach(core -> conversation.execute(PeripheralPath.absolute(core) + " DisableProfiler"));
        }
        List<Profile> profiles = new ArrayList<>();
        files.forEach(
                (core, file) -> profiles.add(read(file, before.getOrDefault(core, 0L), executed.applyAsLong(core))));
        return Profile.together(profiles);
    }

    private void enable(String core, String file) {
        try {
            conversation.execute(PeripheralPath.absolute(core) + " EnableProfilerCollapsedStack "
                    + MonitorQuoting.string(simulator.pathOf(file)));
        } catch (EngineException e) {
            throw new EngineException(
                    simulator.name() + " cannot follow the calls of " + core + ": " + e.getMessage(), e);
        }
    }

    /**
     * A core that stood still has recorded nothing. Renode's first line counts from the core's reset on, which shows in that there
     * is more than was executed.
     */
    private Profile read(String file, long before, long after) {
        Profile profile = read(file, 0);
        return profile.instructions() > after - before ? read(file, before) : profile;
    }

    private Profile read(String file, long before) {
        try (InputStream in = simulator.read(file)) {
            return CollapsedStacks.read(file, in, GraphFunctions.known(), before);
        } catch (IOException e) {
            throw new EngineException("what " + simulator.name() + " recorded cannot be read: " + e.getMessage(), e);
        }
    }
}
