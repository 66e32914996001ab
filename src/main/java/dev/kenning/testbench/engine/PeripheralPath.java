package dev.kenning.testbench.engine;

/** Spells the path of a peripheral so that every release of Renode knows it. */
public final class PeripheralPath {

    private static final String BUS = "sysbus";

    private PeripheralPath() {}

    /** Returns the path from the bus on: releases before 1.16 do not know {@code usart1} for {@code sysbus.usart1}. */
    public static String absolute(String path) {
        return path.equals(BUS) || path.startsWith(BUS + ".") ? path : BUS + "." + path;
    }
}
