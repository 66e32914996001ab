package dev.kenning.testbench.devicetree;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A UART of a devicetree.
 *
 * @param label the label that the devicetree calls it by, or the node's name if it has none
 * @param address of its registers, unsigned; a UART over USB has none
 * @param baudRate from {@code current-speed}
 * @param enabled whether the program uses it
 */
public record UartNode(String label, Node node, OptionalLong address, OptionalInt baudRate, boolean enabled) {}
