package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks native code in a model against the cores of a platform: IREE's modules for {@code llvm-cpu} run on one kind of machine
 * only.
 *
 * @param platform the cores
 * @param model the compiled model
 * @param optimizer what compiled it, with its arguments, if that is known
 */
record ModelFit(PlatformFacts platform, CompiledModel model, Optional<Block> optimizer) {

    private static final String IREE = "iree";
    private static final Pattern TRIPLE = Pattern.compile("-*iree-llvm(?:cpu)?-target-triple=(\\w+).*");
    private static final Pattern CPU = Pattern.compile("-*iree-llvm(?:cpu)?-target-cpu=(cortex-\\w+)");
    private static final Pattern FEATURES = Pattern.compile("-*iree-llvm(?:cpu)?-target-cpu-features=(.*)");
    private static final Pattern VECTOR = Pattern.compile(".*\\+(v|zve\\d+\\w?|zvl\\d+b)\\b.*");

    /** The first part of a target triple. */
    private static final Map<String, EmbeddedElf> MACHINES = Map.of(
            "arm", new EmbeddedElf(ElfFile.ARM, false),
            "armv7em", new EmbeddedElf(ElfFile.ARM, false),
            "thumbv7em", new EmbeddedElf(ElfFile.ARM, false),
            "thumbv8m", new EmbeddedElf(ElfFile.ARM, false),
            "riscv32", new EmbeddedElf(ElfFile.RISCV, false),
            "riscv64", new EmbeddedElf(ElfFile.RISCV, true),
            "aarch64", new EmbeddedElf(PlatformFacts.AARCH64, true),
            "x86_64", new EmbeddedElf(62, true));

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Set<EmbeddedElf> cores = platform.cores().stream()
                .flatMap(core -> platform.architecture(core).stream())
                .map(architecture -> new EmbeddedElf(architecture.machine(), architecture.wide()))
                .collect(Collectors.toSet());
        if (!model.framework().equals(IREE) || cores.isEmpty()) {
            return findings;
        }
        checkCode(cores, findings);
        optimizer.ifPresent(block -> block.parameters().list("compiler_args").forEach(argument -> {
            if (argument instanceof Document.Scalar scalar) {
                checkArgument(scalar, cores, findings);
            }
        }));
        return findings;
    }

    private void checkCode(Set<EmbeddedElf> cores, List<Finding> findings) {
        Set<EmbeddedElf> code;
        try {
            code = model.sent() ? EmbeddedElf.in(model.read().bytes()) : Set.of();
        } catch (BadInputException e) {
            return;
        }
        if (!code.isEmpty() && code.stream().noneMatch(cores::contains)) {
            findings.add(Finding.error("The model " + model + " has code for " + names(code)
                    + ", but the board executes " + names(cores) + ": compile it for this board, or for vmvx."));
        }
    }

    private void checkArgument(Document.Scalar argument, Set<EmbeddedElf> cores, List<Finding> findings) {
        Matcher triple = TRIPLE.matcher(argument.text());
        Matcher cpu = CPU.matcher(argument.text());
        Matcher features = FEATURES.matcher(argument.text());
        if (triple.matches()) {
            EmbeddedElf target = MACHINES.get(triple.group(1));
            if (target != null && !cores.contains(target)) {
                findings.add(Finding.error(argument.position() + ": the model is compiled for " + target + " ("
                        + triple.group(1) + "), but the board executes " + names(cores) + "."));
            }
        } else if (cpu.matches()) {
            List<String> types = types("cortex-");
            if (!types.isEmpty() && types.stream().noneMatch(type -> type.startsWith(cpu.group(1)))) {
                findings.add(Finding.warning(argument.position() + ": the model is compiled for " + cpu.group(1)
                        + ", but the core is " + String.join(", ", types) + "."));
            }
        } else if (features.matches() && VECTOR.matcher(features.group(1)).matches()) {
            List<String> types = types("rv");
            if (!types.isEmpty() && types.stream().noneMatch(ModelFit::hasVectors)) {
                findings.add(Finding.warning(argument.position() + ": the model is compiled for vectors ("
                        + features.group(1) + "), which the core " + String.join(", ", types) + " does not have."));
            }
        }
    }

    private static boolean hasVectors(String type) {
        String letters = type.replaceFirst("^rv\\d+", "").split("_", 2)[0];
        return letters.contains("v") || type.contains("zve");
    }

    private List<String> types(String prefix) {
        return platform.cores().stream()
                .flatMap(core -> PlatformFacts.cpuType(core).stream())
                .filter(type -> type.startsWith(prefix))
                .toList();
    }

    private static String names(Set<EmbeddedElf> machines) {
        return machines.stream().map(EmbeddedElf::toString).sorted().collect(Collectors.joining(" or "));
    }
}
