package dev.kenning.testbench.platform.generator;

import java.util.List;

/**
 * A row of {@link DeviceTable}.
 *
 * @param chips the chips that it is for; empty for all
 * @param model Renode's type
 * @param address {@code reg}, or {@code +offset,size} from the node's address
 * @param attributes with placeholders
 * @param outputs the model's outputs, in the order of the node's interrupts
 */
record DeviceRow(
        List<String> chips, Kind kind, String model, String address, List<String> attributes, List<String> outputs) {

    /** Says what becomes of a device. */
    enum Kind {
        MEMORY,
        MODEL,
        TAG;

        static Kind of(String model) {
            return switch (model) {
                case "memory" -> MEMORY;
                case "-" -> TAG;
                default -> MODEL;
            };
        }
    }

    /** Says whether the device is a port whose pins LEDs and buttons stand at. */
    boolean isPort() {
        return model.startsWith("GPIOPort.") && !model.endsWith("TasksEvents");
    }
}
