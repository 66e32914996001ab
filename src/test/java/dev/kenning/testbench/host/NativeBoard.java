package dev.kenning.testbench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The firmware's device as a Linux program that somebody else has started: a board without a simulator. */
public final class NativeBoard implements AutoCloseable {

    private static final Path PROGRAM = Path.of("firmware/build/asan/kenning-device");

    private final Process process;
    private final String address;

    private NativeBoard(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a device for one client on TCP; ends the test where there is no compiler. */
    public static NativeBoard onTcp() {
        return start("tcp:127.0.0.1:", "--tcp", "0");
    }

    /** Starts a device on a pseudo-terminal. */
    public static NativeBoard onPseudoTerminal() {
        return start("pty:", "--pty");
    }

    private static NativeBoard start(String scheme, String... arguments) {
        if (NativeDevice.lab() == null) {
            throw new AssertionError("the native firmware was not built");
        }
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] words = process.inputReader().readLine().split(" ", 2);
            return new NativeBoard(process, scheme + words[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the program, which speaks on standard input and output with {@code --stdio}. */
    public static Path program() {
        return PROGRAM.toAbsolutePath();
    }

    /** Returns where it is, as the engine {@code attached} takes it. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
