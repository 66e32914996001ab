package dev.kenning.testbench.host;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.protocol.DeviceState;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the firmware's device as a Linux program, built with AddressSanitizer and UndefinedBehaviorSanitizer, that answers
 * a script in virtual time (firmware/native/device/transport.h).
 */
final class NativeDevice implements DeviceUnderTest {

    private static final Path FIRMWARE = Path.of("firmware");
    private static final Pattern ANSWER = Pattern.compile("reply=([0-9a-f]*) listen=(.*)");
    private static final Pattern STATE = Pattern.compile("state=(\\w+)");

    private final Process process;
    private final BufferedWriter script;
    private final BufferedReader answers;
    private final List<String> listenResults = new ArrayList<>();

    private NativeDevice(Process process) {
        this.process = process;
        this.script = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Builds the programs, or ends the test if there is no compiler. */
    static Lab lab() {
        Tools.require("gcc", "gcc", "gcc");
        Tools.require("make", "gcc", "make");
        try {
            Process make = new ProcessBuilder("make", "-s", "-C", FIRMWARE.toString(), "asan")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (make.waitFor() != 0) {
                throw new AssertionError("make -C firmware asan failed:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return NativeDevice::start;
    }

    private static DeviceUnderTest start(Build build) {
        Path program = FIRMWARE.resolve("build/asan").resolve(build.firmware());
        try {
            return new NativeDevice(new ProcessBuilder(program.toString(), "--script")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] send(byte[] bytes) {
        return bytes.length == 0 ? bytes : answer(HexFormat.of().formatHex(bytes));
    }

    @Override
    public byte[] silence(int milliseconds) {
        return answer("silence " + milliseconds);
    }

    private byte[] answer(String line) {
        Matcher matcher = ask(line, ANSWER);
        if (!matcher.group(2).isEmpty()) {
            listenResults.addAll(List.of(matcher.group(2).split(",", -1)));
        }
        return HexFormat.of().parseHex(matcher.group(1));
    }

    private Matcher ask(String line, Pattern answer) {
        try {
            script.write(line);
            script.newLine();
            script.flush();
            String text = answers.readLine();
            if (text == null) {
                throw new AssertionError(
                        "the device ended: " + process.onExit().join().exitValue());
            }
            Matcher matcher = answer.matcher(text);
            if (!matcher.matches()) {
                throw new AssertionError("the device answers \"" + text + "\", not " + answer);
            }
            return matcher;
        } catch (IOException e) {
            throw new UncheckedIOException("the device ended", e);
        }
    }

    @Override
    public Optional<DeviceState> state() {
        return Optional.of(DeviceState.valueOf(ask("state", STATE).group(1)));
    }

    @Override
    public Optional<List<String>> listenResults() {
        List<String> results = List.copyOf(listenResults);
        listenResults.clear();
        return Optional.of(results);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
