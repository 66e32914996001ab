package dev.kenning.testbench.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.elf.ElfFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What releases of Renode get wrong; each row was executed by Renode 1.15.3. */
class WrongInstructionTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "fe800a81, vmaxnm",
        "fe800ac1, vminnm",
        "feb80a61, vrinta",
        "feb90a61, vrintn",
        "feba0a61, vrintp",
        "febb0a61, vrintm",
        "eeb60a61, vrintr",
        "eeb60ae1, vrintz",
        "eeb70a61, vrintx",
        "febc0ae1, vcvta",
        "febc0a61, vcvta",
        "febd0ae1, vcvtn",
        "febe0a61, vcvtp",
        "febf0ae1, vcvtm"
    })
    void knowsWhatTheCompilerMakesForAnFpv5(String encoding, String mnemonic) {
        assertThat(WrongInstruction.of(Integer.parseUnsignedInt(encoding, 16)).map(WrongInstruction::mnemonic))
                .contains(mnemonic);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "fe200a81, vselge.f32",
        "fe000a81, vseleq.f32",
        "eeb70ae0, vcvt.f64.f32",
        "eebd0ae0, vcvt.s32.f32",
        "ee800a81, vdiv.f32",
        "eeb50a40, vcmp.f32 with zero",
        "f000f800, bl"
    })
    void leavesAloneWhatIsExecutedRight(String encoding, String mnemonic) {
        assertThat(WrongInstruction.of(Integer.parseUnsignedInt(encoding, 16)))
                .as(mnemonic)
                .isEmpty();
    }

    @Test
    void namesTheFunctionsAndTheReleaseThatMendsThem() {
        ElfFile program = ElfFile.read(Path.of("src/test/resources/dev/kenning/testbench/engine/remote/fpv5.elf"));

        assertThat(WrongInstruction.in(program, version("1.15.3.3312")))
                .containsExactly("Renode 1.15.3.3312 does not execute vmaxnm as the core does (it divides), and "
                        + program.name()
                        + " has it in larger. Build the firmware with -mfpu=fpv4-sp-d16, or take Renode 1.16.1"
                        + " or the embedded engine.");
        assertThat(WrongInstruction.in(program, version("1.16.1.100"))).isEmpty();
    }

    private static RenodeVersion version(String number) {
        return RenodeVersion.parse("Renode, version " + number).orElseThrow();
    }
}
