package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.uart.TcpPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/** A simulator that runs: a process on this machine, or a container. Its working directory is a {@link BenchFolder}. */
public interface Simulator extends AutoCloseable {

    /** Returns what it is called in messages, such as {@code Renode (process 4711)}. */
    String name();

    /** Returns the address of its robot server, on which it listens already. */
    URI robotServer();

    /**
     * Returns a port for a socket terminal on which nothing listens yet.
     *
     * @throws dev.kenning.testbench.engine.EngineException if there is none left
     */
    int freePort();

    /** Connects to a socket terminal by the port that the simulator knows. */
    TcpPort connect(int port) throws IOException;

    /** Returns the path by which it knows a file in its {@link BenchFolder}; commands take paths from elsewhere. */
    String pathOf(String name);

    /** Takes over a file of its {@link BenchFolder} that was written anew since it was launched. */
    void refresh(String name) throws IOException;

    /** Opens a file that it has written into its {@link BenchFolder}. */
    InputStream read(String name) throws IOException;

    /** Returns how it ended, such as {@code exit code 1}; empty while it runs. */
    Optional<String> ending();

    /** Returns what it printed, its log included. */
    String output();

    /** Ends it at once, with everything that it started; harmless if it has ended. */
    void kill();

    /** Ends it in order if it still answers, else at once; harmless if it has ended. */
    @Override
    void close();
}
