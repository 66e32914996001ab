package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets the scenarios of {@code exceptions.c} run on QEMU and on our core, and compares what they wrote down. */
@Tag("tool")
class CortexMExceptionsIT {

    private static final int LOG_SIZE = 0x10000;

    @TempDir
    Path directory;

    @Test
    void exceptionsAreTakenAsOnQemu() throws Exception {
        Path qemu = Tools.require("qemu-system-arm", "qemu", "qemu-system-arm");
        CaseImage image = CaseImage.program(build(), LOG_SIZE);

        Map<String, List<String>> expected =
                scenarios(new QemuCortexM(qemu, "mps2-an500", true, directory).execute(image));
        Map<String, List<String>> actual = scenarios(new EmulatedCortexM(CortexMType.CORTEX_M7).execute(image));

        assertThat(expected).as("QEMU's log reaches its end").containsKey("the end");
        SoftAssertions.assertSoftly(
                softly -> expected.forEach((scenario, words) -> softly.assertThat(actual.get(scenario))
                        .as("what the core wrote down in %s()", scenario)
                        .isEqualTo(words)));
    }

    private byte[] build() throws Exception {
        Path gcc = Tools.require("arm-none-eabi-gcc", "gcc", "gcc-arm-none-eabi");
        Path objcopy = Tools.require("arm-none-eabi-objcopy", "gcc", "binutils-arm-none-eabi");
        for (String name : List.of("exceptions.c", "exceptions.ld")) {
            Files.write(directory.resolve(name), resource(name));
        }
        execute(
                gcc,
                "-std=gnu11 -Os -mcpu=cortex-m7 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=softfp -ffreestanding"
                        + " -nostdlib -Wl,-T,exceptions.ld -o exceptions.elf exceptions.c");
        execute(objcopy, "-O binary exceptions.elf exceptions.bin");
        return Files.readAllBytes(directory.resolve("exceptions.bin"));
    }

    private void execute(Path program, String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", program).isTrue();
        assertThat(process.exitValue()).as("status of %s", program).isZero();
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = CortexMExceptionsIT.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Returns the words of each scenario, by its name in the source. */
    private static Map<String, List<String>> scenarios(byte[] log) throws Exception {
        String source = new String(resource("exceptions.c"), StandardCharsets.UTF_8);
        String table = source.substring(source.indexOf("scenarios[])(void) = {"));
        List<String> names = Pattern.compile("^    (\\w+),$", Pattern.MULTILINE)
                .matcher(table.substring(0, table.indexOf("};")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toList());
        ByteBuffer words = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, List<String>> result = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        int count = words.getInt(0);
        for (int i = 1; i <= count; i++) {
            int word = words.getInt(4 * i);
            if (word == 0x5ceeeeee) {
                result.put("the end", List.of());
            } else if ((word & 0xffff0000) == 0x5ce00000) {
                current = new ArrayList<>();
                result.put(names.get(word & 0xffff), current);
            } else {
                current.add(Integer.toHexString(word));
            }
        }
        return result;
    }
}
