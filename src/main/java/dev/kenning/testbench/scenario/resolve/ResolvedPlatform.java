package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import java.util.List;

/**
 * The platform that a scenario asks for.
 *
 * @param block its parameters
 * @param definitions what {@code platforms.yml} files say of it
 */
record ResolvedPlatform(Block block, PlatformDefinitions definitions) {

    /** Returns the platform with what the scenario leaves open filled in. */
    ResolvedPlatform filled(FileFinder files, List<Finding> findings) {
        return new ResolvedPlatform(definitions.fill(block, files, findings), definitions);
    }
}
