package dev.kenning.testbench.robot;

import java.util.List;

/** Runs keywords for a {@link RobotServer}, one at a time, on threads of the server's. */
public interface KeywordLibrary {

    /** Returns the names of all keywords, spelt as clients must spell them. */
    List<String> names();

    /** Returns whether the server is to end once it has answered, because a keyword said so. */
    default boolean isOver() {
        return false;
    }

    /**
     * Runs a keyword.
     *
     * @param name one of {@link #names()}
     * @param arguments as they were sent; strings of the form {@code name=value} are named arguments
     * @return the result, or {@link RpcValue.Nil} for none
     * @throws KeywordException if the keyword failed; any other exception is answered as a failure, too
     * @throws UnfitArgumentsException if the keyword does not take these arguments, and so was not run
     */
    RpcValue run(String name, List<RpcValue> arguments) throws UnfitArgumentsException;
}
