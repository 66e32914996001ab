package dev.kenning.testbench.emulator.monitor;

/**
 * What commands connect with something outside of machines: a device of a machine, or something outside itself.
 *
 * @param path the machine and where the device stands in it, such as {@code machine-0:sysbus.radio}; else its name
 * @param model Renode's name of its model, such as {@code Wireless.NRF52840_Radio}
 * @param object what it is in this engine
 */
record Endpoint(String path, String model, Object object) {

    /** Returns Renode's name of its class, such as {@code NRF52840_Radio}. */
    String className() {
        return model.substring(model.lastIndexOf('.') + 1);
    }
}
