package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.arm.CortexM;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/renode.md} to the tables that it lists: models, cores, commands, members.
 *
 * <p>Run with {@code -Dtestbench.docs=write} it writes the lists anew.
 */
class RenodeDocumentTest {

    private static final Path DOCUMENT = Path.of("docs", "renode.md");
    private static final Pattern LIST =
            Pattern.compile("(<!-- list: (\\w+) -->\\n)(.*?)(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern METHOD = Pattern.compile("^ - (\\w+)", Pattern.MULTILINE);
    private static final Pattern COMMAND = Pattern.compile("^(\\w+) +\\|", Pattern.MULTILINE);

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @Test
    void listsWhatTheTablesHold() throws IOException {
        String before = Files.readString(DOCUMENT);

        String now = LIST.matcher(before).replaceAll(this::list);

        if ("write".equals(System.getProperty("testbench.docs"))) {
            Files.writeString(DOCUMENT, now);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/renode.md; write it anew: mvn test -Dtest=RenodeDocumentTest -Dtestbench.docs=write")
                .isEqualTo(now);
        assertThat(LIST.matcher(now).results().map(match -> match.group(2)))
                .contains("models", "cortexm", "commands", "emulation", "machine", "sysbus", "armcore", "riscvcore");
    }

    private String list(MatchResult match) {
        String content = switch (match.group(2)) {
            case "models" -> models();
            case "cortexm" -> words(CortexM.cpuTypes().stream().sorted().toList());
            case "commands" -> found(COMMAND, emulation.execute("help"));
            case "emulation" -> members("emulation");
            case "machine" -> members("machine");
            case "sysbus" -> members("sysbus");
            case "armcore" -> members("sysbus.arm");
            case "riscvcore" -> members("sysbus.riscv");
            default -> throw new IllegalArgumentException("no list " + match.group(2));
        };
        return java.util.regex.Matcher.quoteReplacement(match.group(1) + content + match.group(4));
    }

    private static String models() {
        Map<String, List<String>> byGroup = DeviceModels.names().stream()
                .sorted()
                .collect(Collectors.groupingBy(RenodeDocumentTest::group, TreeMap::new, Collectors.toList()));
        return byGroup.entrySet().stream()
                .map(group -> "- " + group.getKey() + ": "
                        + group.getValue().stream()
                                .map(name -> "`" + name.substring(name.indexOf('.') + 1)
                                        + (DeviceModels.isStored(name) ? "*" : "") + "`")
                                .collect(Collectors.joining(", "))
                        + "\n")
                .collect(Collectors.joining());
    }

    /** Returns the name space of a model. */
    private static String group(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : "of no group";
    }

    /** Returns what an object lists of itself. */
    private String members(String object) {
        if (emulation.machines().isEmpty()) {
            emulation.execute("mach create");
            emulation.execute("machine LoadPlatformDescriptionFromString \""
                    + "nvic: IRQControllers.NVIC @ sysbus 0xE000E000;"
                    + " arm: CPU.CortexM @ sysbus { cpuType: \\\"cortex-m7\\\"; nvic: nvic }\"");
            emulation.execute("mach create");
            emulation.execute("machine LoadPlatformDescriptionFromString \""
                    + "riscv: CPU.RiscV32 @ sysbus { cpuType: \\\"rv32imacv\\\" }\"");
        }
        emulation.execute("mach set " + (object.equals("sysbus.arm") ? 0 : 1));
        return found(METHOD, emulation.execute(object));
    }

    private static String found(Pattern pattern, String text) {
        return words(
                pattern
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .filter(name -> !name.matches("[XFR]\\d+"))
                        .map(Function.identity())
                        .toList());
    }

    private static String words(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ", "", "\n"));
    }
}
