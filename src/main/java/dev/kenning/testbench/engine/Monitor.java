package dev.kenning.testbench.engine;

/** Takes Renode's monitor commands. */
@FunctionalInterface
public interface Monitor {

    /**
     * Executes a command.
     *
     * @return what the command printed, without the trailing line ending
     * @throws EngineException if the command fails, with Renode's words
     */
    String execute(String command);
}
