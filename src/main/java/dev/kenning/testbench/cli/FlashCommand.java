package dev.kenning.testbench.cli;

import dev.kenning.testbench.flash.FlashMethod;
import dev.kenning.testbench.flash.Flasher;
import dev.kenning.testbench.flash.GdbFlasher;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a program into a board and starts it. */
@Command(
        name = "flash",
        description = "Put a program into a board and start it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status: 0 the board runs the program; 2 bad input or usage, or a tool is not there;",
            "3 the board was not flashed."
        })
final class FlashCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "IMAGE", description = "ELF, Intel HEX or binary file.")
    private Path image = Path.of("");

    @Option(
            names = "--with",
            paramLabel = "METHOD",
            required = true,
            description = {
                "gdb:HOST:PORT, a GDB server (OpenOCD, pyOCD, J-Link, ST-LINK, Black Magic Probe, QEMU);",
                "openocd:FILE,..., OpenOCD with these configuration files; west, in a Zephyr build folder;",
                "command:WORDS, any program, with {binary_path} for the image."
            })
    private String method = "";

    @Option(
            names = "--base",
            paramLabel = "ADDRESS",
            description = "Where a binary file goes in memory, such as 0x08000000.")
    private @Nullable String base;

    @Option(
            names = "--gdb-init",
            paramLabel = "COMMAND",
            description = "Monitor command for the GDB server before anything else; may be given several times.")
    private List<String> before = List.of();

    @Option(
            names = "--gdb-reset",
            paramLabel = "COMMAND",
            description = "Monitor command that resets the board, if the server has another one than usual.")
    private List<String> resets = List.of();

    FlashCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Flasher flasher = FlashMethod.parse(method, "--with", address());
        if (flasher instanceof GdbFlasher server) {
            flasher = server.after(before).resettingBy(resets);
        } else if (!before.isEmpty() || !resets.isEmpty()) {
            throw new BadInputException("--gdb-init and --gdb-reset are for --with gdb:HOST:PORT");
        }
        Flasher.Outcome outcome = flasher.flash(image, console.err()::println);
        console.out()
                .println(
                        switch (outcome) {
                            case WRITTEN -> image + " was flashed through " + flasher;
                            case ALREADY_THERE -> image + " was there already, and was started anew";
                        });
        return ExitStatus.DONE;
    }

    private OptionalLong address() {
        if (base == null) {
            return OptionalLong.empty();
        }
        try {
            String digits = base.toLowerCase(Locale.ROOT);
            return OptionalLong.of(
                    digits.startsWith("0x") ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new BadInputException("--base must be an address such as 0x08000000, is '" + base + "'", e);
        }
    }
}
