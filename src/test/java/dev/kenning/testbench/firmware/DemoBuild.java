package dev.kenning.testbench.firmware;

import dev.kenning.testbench.Tools;
import java.nio.file.Path;
import java.util.List;

/** Builds demos with a model that is not part of this project. */
public final class DemoBuild {

    private DemoBuild() {}

    /** Builds {@code MODEL-BOARD.elf} into a folder, for each board that has demos; ends the test where a tool is missing. */
    public static void make(Path model, Path samples, Path folder) {
        Tools.require("arm-none-eabi-gcc", "gcc", "gcc-arm-none-eabi");
        Tools.require("jq", "gcc", "jq");
        Path make = Tools.require("make", "gcc", "make");
        NativeFirmware.execute(
                List.of(
                        make.toString(),
                        "-s",
                        "-C",
                        "firmware",
                        "demo",
                        "MODEL=" + model.toAbsolutePath().normalize(),
                        "SAMPLES=" + samples.toAbsolutePath().normalize(),
                        "OUT=" + folder.toAbsolutePath()),
                List.of());
    }
}
