package dev.kenning.testbench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder with a bare-metal program becomes. */
class BareMetalBundleTest {

    @TempDir
    private Path folder;

    private FirmwareBundle read(String board) {
        return FirmwareBundle.of(
                folder, BoardCatalogue.builtIn(), Optional.of(board).filter(name -> !name.isEmpty()));
    }

    @Test
    void takesTheScriptAndGivesItTheOtherFiles() {
        BareMetalFiles.flat(folder);

        FirmwareBundle bundle = read("springbok");

        assertThat(bundle.firmware()).isEqualTo(folder.resolve("iree_runtime"));
        assertThat(bundle.board().platform()).isEqualTo(folder.resolve("springbok.resc"));
        assertThat(bundle.board().kcomms()).isEqualTo("uart0");
        assertThat(bundle.board().protocol()).isEqualTo(1);
        assertThat(bundle.board().postStartCommands()).containsExactly("sysbus.vec_controlblock WriteDoubleWord 0xC 0");
        assertThat(bundle.dependencies())
                .containsExactlyInAnyOrder(folder.resolve("SpringbokRiscV32.cs"), folder.resolve("springbok.repl"));
        assertThat(bundle.application()).isEqualTo("iree_runtime");
        assertThat(bundle.notes()).isEmpty();
    }

    @Test
    void takesTheBoardFromTheScriptsNameOrAnAlias() {
        BareMetalFiles.flat(folder);

        assertThat(read("").board().name()).isEqualTo("springbok");
        assertThat(read("rv32-springbok").board().name()).isEqualTo("springbok");
    }

    @Test
    void findsItsWayInTheCheckoutOfTheRuntime() {
        BareMetalFiles.checkout(folder);

        for (String named : new String[] {"", "build/build-riscv", "build/build-riscv/iree-runtime"}) {
            FirmwareBundle bundle =
                    FirmwareBundle.of(folder.resolve(named), BoardCatalogue.builtIn(), Optional.of("rv32-springbok"));

            assertThat(bundle.firmware()).isEqualTo(folder.resolve("build/build-riscv/iree-runtime/iree_runtime"));
            assertThat(bundle.board().platform()).isEqualTo(folder.resolve("sim/config/springbok.resc"));
            assertThat(bundle.dependencies())
                    .containsExactlyInAnyOrder(
                            folder.resolve("sim/config/platforms/springbok.repl"),
                            folder.resolve("third-party/iree-rv32-springbok/sim/config/infrastructure/"
                                    + "SpringbokRiscV32.cs"));
        }
    }

    @Test
    void usesTheBoardsOwnScriptWhereTheClassesToCompileAreAbsent() throws IOException {
        BareMetalFiles.flat(folder);
        Files.delete(folder.resolve("SpringbokRiscV32.cs"));

        FirmwareBundle bundle = read("springbok");

        assertThat(bundle.board().platform())
                .isEqualTo(BoardCatalogue.builtIn().board("springbok").platform());
        assertThat(bundle.dependencies()).isEmpty();
        assertThat(bundle.notes())
                .singleElement()
                .asString()
                .contains("springbok.resc needs what is not beside it (the file for $springbokriscv32_cs)")
                .contains("the script of the board springbok is used");
    }

    @Test
    void usesTheBoardsOwnScriptWherePathsStartInAnotherFolder() throws IOException {
        BareMetalFiles.flat(folder);
        Files.writeString(
                folder.resolve("springbok.resc"),
                "mach create \"springbok\"\ninclude @third-party/sim/SpringbokRiscV32.cs\nsysbus LoadELF $bin\n");

        assertThat(read("springbok").notes())
                .singleElement()
                .asString()
                .contains("(third-party/sim/SpringbokRiscV32.cs)");
    }

    @Test
    void namesEverythingThatIsAbsent() throws IOException {
        BareMetalFiles.flat(folder);
        Files.delete(folder.resolve("iree_runtime"));
        Files.delete(folder.resolve("springbok.repl"));

        assertThatThrownBy(() -> read("springbok"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the folder " + folder + " is no bundle of a bare-metal program: it has no program (an ELF"
                        + " file such as iree_runtime); springbok.resc wants $springbok_repl, and no file is named so"
                        + " (absent: springbok.repl)");
    }

    @Test
    void doesNotChooseAmongSeveral() throws IOException {
        BareMetalFiles.flat(folder);
        Files.move(folder.resolve("iree_runtime"), folder.resolve("one"));
        Files.copy(folder.resolve("one"), folder.resolve("two"));
        Files.move(folder.resolve("springbok.resc"), folder.resolve("first.resc"));
        Files.copy(folder.resolve("first.resc"), folder.resolve("second.resc"));

        assertThatThrownBy(() -> read("springbok"))
                .hasMessageContaining("several files for the program, keep the one to use: one, two")
                .hasMessageContaining("several files for the script, keep the one to use: first.resc, second.resc");
    }

    @Test
    void prefersTheScriptThatIsNamedAfterTheBoard() throws IOException {
        BareMetalFiles.flat(folder);
        Files.copy(folder.resolve("springbok.resc"), folder.resolve("springbok_accelerometer.resc"));

        assertThat(read("rv32-springbok").board().platform()).isEqualTo(folder.resolve("springbok.resc"));
    }

    @Test
    void wantsToKnowTheBoard() throws IOException {
        BareMetalFiles.flat(folder);
        Files.move(folder.resolve("springbok.resc"), folder.resolve("my.resc"));
        Files.move(folder.resolve("springbok.repl"), folder.resolve("my.repl"));

        assertThatThrownBy(() -> read("")).hasMessageContaining("name the board");
        assertThatThrownBy(() -> read("springbock"))
                .hasMessageContaining("'springbock' is none of the boards that `testbench boards` lists");
    }

    @Test
    void saysWhereTheScriptIsMalformed() throws IOException {
        BareMetalFiles.flat(folder);
        Files.writeString(folder.resolve("springbok.resc"), "mach create \"springbok\"\nmach create \"half\n");

        assertThatThrownBy(() -> read("springbok"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the script " + folder.resolve("springbok.resc") + " cannot be used");
    }

    @Test
    void isNoBundleWhereThereIsNeitherBuildNorScript() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "");

        assertThatThrownBy(() -> read("springbok"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has no zephyr/zephyr.elf");
    }
}
