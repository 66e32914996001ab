package dev.kenning.testbench.report;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a measurements file says, this project's or Kenning's own; what is absent there is empty here.
 *
 * @param name what a report calls it
 * @param file where it was read from
 * @param notes what of the file could not be used, and what of the board was not there, a line each
 * @param inference how long each inference took, in seconds
 * @param inferenceKey the key that the times were under
 * @param instructions how many instructions each inference took
 * @param cpu how busy the cores were, in percent
 * @param memory how full the memory was, in percent
 * @param gpu how busy the GPU was, in percent
 * @param gpuMemory how full its memory was, in percent
 * @param classification how often the network was right
 * @param opcodes executed instructions by mnemonic, over all cores
 * @param activity what the simulator saw over virtual time
 * @param inferences the number of inferences
 * @param allocations what the device's runtime allocated, in bytes
 * @param modelBytes size of the compiled model
 * @param facts what ran where: label to value
 * @param evidence what this project keeps beside Kenning's keys
 */
public record MeasuredRun(
        String name,
        Path file,
        List<String> notes,
        Points inference,
        String inferenceKey,
        Points instructions,
        Points cpu,
        Points memory,
        Points gpu,
        Points gpuMemory,
        Optional<Classification> classification,
        Map<String, Long> opcodes,
        Optional<Activity> activity,
        long inferences,
        Map<String, Long> allocations,
        OptionalLong modelBytes,
        Map<String, String> facts,
        Evidence evidence) {

    /** Mnemonics that RISC-V has and Arm has not; some of them are in every program. */
    private static final List<String> RISC_V_ONLY = List.of("auipc", "lui", "jal", "jalr", "addi");

    /**
     * Reads a measurements file.
     *
     * @throws BadInputException if it cannot be read, or is no measurements file; the text says where it breaks off
     */
    public static MeasuredRun read(Path file) {
        return new MeasurementsReader(file).read();
    }

    /** Returns the same under another name. */
    public MeasuredRun named(String other) {
        return new MeasuredRun(
                other,
                file,
                notes,
                inference,
                inferenceKey,
                instructions,
                cpu,
                memory,
                gpu,
                gpuMemory,
                classification,
                opcodes,
                activity,
                inferences,
                allocations,
                modelBytes,
                facts,
                evidence);
    }

    /** Returns the trace in Trace Event Format that lies beside the file, if there is one. */
    Optional<Path> traceFile() {
        return MeasurementsReader.traceBeside(file);
    }

    /** Tells whether the opcodes are RISC-V's. */
    boolean isRiscV() {
        return RISC_V_ONLY.stream().anyMatch(opcodes::containsKey);
    }

    long totalOpcodes() {
        return opcodes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the opcodes whose name begins with {@code v}: vectors on RISC-V, floating point on Arm. */
    Map<String, Long> vOpcodes() {
        return opcodes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("v"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the share of those among all instructions, 0 to 1; nothing if no instruction was counted. */
    OptionalDouble vShare() {
        long total = totalOpcodes();
        return total == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) vOpcodes().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        / total);
    }

    /** Returns the mean of instructions per inference: exact where each was measured, else all counters over all inferences. */
    public OptionalDouble instructionsPerInference() {
        if (!instructions.isEmpty()) {
            return OptionalDouble.of(instructions.sum() / instructions.size());
        }
        return totalOpcodes() > 0 && inferences > 0
                ? OptionalDouble.of(Math.floor((double) totalOpcodes() / inferences))
                : OptionalDouble.empty();
    }

    /** Returns the mean of the inference times in seconds. */
    public OptionalDouble meanInferenceTime() {
        return inference.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Summary.of(inference.values()).mean());
    }

    /** Returns the peak of what the device's runtime allocated, if it says so. */
    OptionalLong peakMemory() {
        return allocations.entrySet().stream()
                .filter(entry -> entry.getKey().contains("peak") && entry.getValue() > 0)
                .mapToLong(Map.Entry::getValue)
                .max();
    }

    /** Returns the run's own verdict, else nothing. */
    Optional<Verdict> verdict() {
        return evidence.verdict();
    }

    /** Returns the name as a part of image names and anchors. */
    String anchor() {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", ".").replaceAll("^[.-]+", "");
        return safe.isEmpty() ? "run" : safe;
    }
}
