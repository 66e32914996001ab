package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.elf.ElfException;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.elf.SymbolTable;
import dev.kenning.testbench.host.RuntimeSupport;
import java.nio.file.Path;
import java.util.Optional;

/** Tells from the symbols of a program what it can do. */
final class FirmwareSymbols {

    /** The function that starts Zephyr's kernel; no other program has it. */
    private static final String ZEPHYR = "z_cstart";

    /** The function of Zephyr that loads extensions, which is there in builds with {@code llext.conf} only. */
    private static final String LOADER = "llext_load";

    private FirmwareSymbols() {}

    static boolean isZephyr(ElfFile program) {
        return program.symbols().named(ZEPHYR).isPresent();
    }

    /** Says where the runtime of a program comes from; a program without symbols does not tell. */
    static RuntimeSupport runtime(ElfFile program) {
        SymbolTable symbols = program.symbols();
        if (symbols.isEmpty()) {
            return RuntimeSupport.UNKNOWN;
        }
        return symbols.named(LOADER).isPresent() ? RuntimeSupport.LOADABLE : RuntimeSupport.BUILT_IN;
    }

    /** Says where the runtime of the firmware of a simulated board comes from; what runs already is not known. */
    static RuntimeSupport runtimeOf(ResolvedBoard board) {
        Optional<Path> firmware = board.firmware().filter(file -> board.simulated());
        try {
            return firmware.map(ElfFile::read).map(FirmwareSymbols::runtime).orElse(RuntimeSupport.UNKNOWN);
        } catch (ElfException e) {
            return RuntimeSupport.UNKNOWN;
        }
    }
}
