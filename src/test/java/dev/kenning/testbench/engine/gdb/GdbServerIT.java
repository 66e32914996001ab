package dev.kenning.testbench.engine.gdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import dev.kenning.testbench.engine.serve.EmbeddedServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's gdb-multiarch debugs programs on the embedded engine. */
@Timeout(120)
@Tag("tool")
class GdbServerIT {

    private static final Pattern PORT = Pattern.compile("GDB server with all CPUs started on port :(\\d+)");

    /** A board with what it takes to build a program for it. */
    private enum Target {
        ARM(
                "mach create; machine LoadPlatformDescription @stm32f746g_disco.repl; sysbus LoadELF $bin",
                "firmware/prebuilt/stm32f746g_disco/kenning-device.elf",
                "arm-none-eabi-gcc",
                "gcc-arm-none-eabi",
                "-mcpu=cortex-m7 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard",
                "code=0x08000000,--defsym,data=0x20000000",
                "s0",
                "r7",
                "primask"),
        RISC_V(
                "include @springbok.resc",
                "firmware/prebuilt/springbok/kenning-device.elf",
                "riscv64-unknown-elf-gcc",
                "gcc-riscv64-unknown-elf",
                "-march=rv32imf_zicsr -mabi=ilp32f -Wl,--no-relax",
                "code=0x32000000,--defsym,data=0x34000000",
                "fa0",
                "s7",
                "mcause");

        private final String setUp;
        private final Path firmware;
        private final String compiler;
        private final String compilerPackage;
        private final String options;
        private final String addresses;
        private final String floatArgument;
        private final String idleRegister;
        private final String systemRegister;

        Target(
                String setUp,
                String firmware,
                String compiler,
                String compilerPackage,
                String options,
                String addresses,
                String floatArgument,
                String idleRegister,
                String systemRegister) {
            this.setUp = setUp;
            this.firmware = Path.of(firmware);
            this.compiler = compiler;
            this.compilerPackage = compilerPackage;
            this.options = options;
            this.addresses = addresses;
            this.floatArgument = floatArgument;
            this.idleRegister = idleRegister;
            this.systemRegister = systemRegister;
        }
    }

    @TempDir
    private Path folder;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private Optional<EmbeddedServer> server = Optional.empty();

    @AfterEach
    void stopServing() {
        server.ifPresent(EmbeddedServer::close);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void debugsAProgramBySourceLine(Target target) throws Exception {
        Path program = build(target);
        serve(target, program);
        try (Gdb gdb = Gdb.start(program)) {
            assertThat(gdb.run("target remote :" + gdbPort()))
                    .contains("reset () at")
                    .doesNotContain("warning");

            gdb.run("break main");
            assertThat(gdb.run("continue")).contains("Breakpoint 1, main () at");
            gdb.run("break triple");
            assertThat(gdb.run("continue")).contains("Breakpoint 2, triple (value=1)");
            assertThat(gdb.run("backtrace"))
                    .containsPattern("#0 +triple \\(value=1\\)")
                    .containsPattern("#1 .*in main");
            assertThat(gdb.run("finish")).contains("Value returned is $1 = 3");
            gdb.run("delete");
            gdb.run("break multiply");
            assertThat(gdb.run("continue")).contains("multiply (left=1.5, right=2)");
            assertThat(gdb.run("print $" + target.floatArgument)).contains("= 1.5");
            assertThat(gdb.run("info registers")).contains("pc ").contains("sp ");
            assertThat(gdb.run("step")).contains("return product;");
            assertThat(gdb.run("print product")).contains("= 3");
            assertThat(gdb.run("stepi")).doesNotContain("SIG");
            gdb.run("set variable watched = 41");
            gdb.run("watch watched");
            assertThat(gdb.run("continue"))
                    .contains("Old value = 41", "New value = 42")
                    .contains("in spin");
            assertThat(gdb.run("x/1wx &watched")).contains("0x0000002a");
            gdb.run("delete");
            gdb.run("set $" + target.idleRegister + " = 0x77");
            assertThat(gdb.run("print/x $" + target.idleRegister)).contains("0x77");
            assertThat(gdb.run("monitor sysbus.cpu IsHalted")).contains("False");
            assertThat(gdb.run("info threads")).contains("cpu (");

            gdb.begin("continue");
            assertThat(gdb.interruptAt("Continuing.")).contains("SIGINT", "spin ()");
            assertThat(gdb.run("print watched > 42")).contains("= 1");
            assertThat(gdb.run("detach")).contains("detached");

            assertThat(gdb.run("target remote :" + gdbPort())).contains("spin ()");
            assertThat(gdb.run("kill")).contains("killed");
            assertThat(gdb.run("target remote :" + gdbPort())).contains("spin ()");
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void debugsTheReferenceDeviceByItsSymbols(Target target) throws Exception {
        serve(target, target.firmware.toAbsolutePath());
        try (Gdb gdb = Gdb.start(target.firmware)) {
            gdb.run("target remote :" + gdbPort());

            gdb.run("break main");
            assertThat(gdb.run("continue")).containsPattern("Breakpoint 1, 0x[0-9a-f]+ in main");
            gdb.run("break server_serve");
            assertThat(gdb.run("continue")).containsPattern("Breakpoint 2, 0x[0-9a-f]+ in server_serve");
            assertThat(gdb.run("stepi")).doesNotContain("SIG");
            assertThat(gdb.run("info all-registers"))
                    .contains("pc ", target.systemRegister)
                    .doesNotContain("<error", "unavailable");
            gdb.run("delete");
            gdb.begin("continue");
            gdb.interruptAt("Continuing.");
            assertThat(gdb.run("backtrace")).contains("link_");
        }
    }

    @Test
    void stopsWhereAProgramFaults() throws Exception {
        Target target = Target.ARM;
        Path program = build(target);
        serve(target, program);
        try (Gdb gdb = Gdb.start(program)) {
            gdb.run("target remote :" + gdbPort());
            gdb.run("break triple");
            gdb.run("continue");
            gdb.run("set $pc = 0x60000000");

            assertThat(gdb.run("continue")).contains("cpu is locked up", "received signal SIGSEGV");
        }
    }

    private Path build(Target target) throws Exception {
        Path compiler = Tools.require(target.compiler, "gcc", target.compilerPackage);
        for (String name : List.of("debugged.c", "debugged.ld")) {
            try (InputStream in = GdbServerIT.class.getResourceAsStream(name)) {
                Files.write(folder.resolve(name), in.readAllBytes());
            }
        }
        List<String> command =
                new ArrayList<>(List.of(compiler.toString(), "-g", "-O0", "-ffreestanding", "-nostdlib"));
        command.addAll(List.of(target.options.split(" ")));
        command.addAll(List.of("-Wl,--defsym," + target.addresses, "-Wl,-T,debugged.ld", "-o", "debugged.elf"));
        command.add("debugged.c");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("%s ends", compiler)
                .isTrue();
        assertThat(process.exitValue()).as("status of %s", compiler).isZero();
        return folder.resolve("debugged.elf");
    }

    private void serve(Target target, Path program) throws Exception {
        Path script = folder.resolve("debug.resc");
        Files.writeString(
                script,
                String.join(
                        "\n",
                        "$bin=@" + program,
                        target.setUp,
                        "sysbus.cpu IsHalted false",
                        "machine StartGdbServer 0",
                        ""));
        server = Optional.of(
                EmbeddedServer.builder().script(script).log(log::add).start());
    }

    private int gdbPort() {
        return log.stream()
                .map(PORT::matcher)
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
