package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.platform.RenodeRelease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Renode as it names itself: {@code Renode, version 1.15.3.30900 (...)}, or {@code Renode v1.16.0.1525}
 * with build and runtime on lines of their own.
 */
public record RenodeVersion(int major, int minor, String text) {

    private static final Pattern FORM = Pattern.compile("(?:version |\\bv)(\\d{1,9})\\.(\\d{1,9})((?:\\.\\d+)*)");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Major, minor and patch. */
    private static final int RELEASE = 3;

    /** Reads what a release says of itself; empty if there is no version in it. */
    public static Optional<RenodeVersion> parse(String said) {
        Matcher form = FORM.matcher(said);
        if (!form.find()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(form.group(1));
        int minor = Integer.parseInt(form.group(2));
        String runtime = said.contains("runtime: .NET") ? " on .NET" : "";
        return Optional.of(new RenodeVersion(major, minor, major + "." + minor + form.group(3) + runtime));
    }

    /** Tells whether this release is older than another; the fourth number, that of a build, is no matter. */
    public boolean isBefore(RenodeVersion other) {
        List<Integer> mine = numbers();
        List<Integer> others = other.numbers();
        for (int i = 0; i < RELEASE; i++) {
            if (!mine.get(i).equals(others.get(i))) {
                return mine.get(i) < others.get(i);
            }
        }
        return false;
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (numbers.size() < RELEASE) {
            numbers.add(number.find() ? Integer.parseInt(number.group()) : 0);
        }
        return numbers;
    }

    /** Tells whether this release understands what we send. */
    public boolean isSupported() {
        return release().isPresent();
    }

    /** Returns the release whose models, parameters and commands are known, if it is one of them. */
    public Optional<RenodeRelease> release() {
        return RenodeRelease.of(major + "." + minor);
    }

    /** Returns what this release is known to get wrong of a program; nothing if the file cannot be read as one. */
    public List<String> doubts(Path firmware) {
        try {
            return WrongInstruction.in(ElfFile.read(firmware), this);
        } catch (ElfException e) {
            // What is wrong with the file is told where it is flashed.
            return List.of();
        }
    }

    /** Returns what to say of a release that is not supported. */
    public String refusal() {
        return "Renode " + text + " is not supported; install one of " + String.join(".x, ", RenodeRelease.numbers())
                + ".x, or use the engine embedded or container";
    }
}
