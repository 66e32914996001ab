package dev.kenning.testbench.flash;

import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.text.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads how to flash: {@code gdb:HOST:PORT}, {@code west}, {@code openocd:FILE,FILE} with OpenOCD's configuration files, or
 * {@code command:WORDS} with <code>{binary_path}</code> in them.
 */
public final class FlashMethod {

    private FlashMethod() {}

    /**
     * Reads a method.
     *
     * @param setting where it was given, for messages
     * @param base where the bytes of binary files go
     * @throws BadInputException if it is none
     */
    public static Flasher parse(String text, String setting, OptionalLong base) {
        String kind = text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
        String rest = text.substring(Math.min(text.length(), kind.length() + 1)).strip();
        switch (kind) {
            case "gdb" -> {
                return server(rest, setting).at(base);
            }
            case "west" -> {
                return CommandFlasher.west();
            }
            case "openocd" -> {
                List<String> files = Arrays.stream(rest.split(","))
                        .map(String::strip)
                        .filter(file -> !file.isEmpty())
                        .toList();
                if (!files.isEmpty()) {
                    return CommandFlasher.openOcd(
                            "openocd",
                            Stream.concat(
                                            files.stream().map(file -> "source [find " + file + "]"),
                                            Stream.of("program {binary_path} verify reset exit"))
                                    .toList());
                }
            }
            case "command" -> {
                if (!rest.isEmpty()) {
                    return CommandFlasher.of(List.of(rest.split("\\s+")));
                }
            }
            default -> {
                // Said below.
            }
        }
        throw new BadInputException(
                setting + " must be gdb:HOST:PORT, west, openocd:FILE,... or command:WORDS, is '" + text + "'");
    }

    private static GdbFlasher server(String address, String setting) {
        GdbAddress server = GdbAddress.parse(address)
                .orElseThrow(() -> new BadInputException(setting
                        + ": a GDB server is gdb:HOST:PORT, such as gdb:localhost:3333, not 'gdb:" + address + "'"));
        return GdbFlasher.of(server);
    }
}
