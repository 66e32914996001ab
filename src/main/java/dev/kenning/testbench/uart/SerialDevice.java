package dev.kenning.testbench.uart;

import java.util.Optional;

/**
 * A serial device of this machine.
 *
 * @param path the device, such as {@code /dev/ttyACM0} or {@code COM3}
 * @param usb what it is plugged in with, if that is USB
 */
public record SerialDevice(String path, Optional<Usb> usb) {

    /**
     * What a USB device says of itself; texts are empty where it says nothing.
     *
     * @param vendor four hexadecimal digits in lower case
     * @param product four hexadecimal digits in lower case
     * @param serialNumber tells devices of one kind apart
     * @param manufacturer who made it
     * @param name what it is called
     * @param port the number of the port among those of one device, two hexadecimal digits
     */
    public record Usb(
            String vendor, String product, String serialNumber, String manufacturer, String name, String port) {

        /** Returns the rule that fits this device and no other. */
        public String rule() {
            return "usb:" + vendor + ":" + product + ":" + serialNumber + (port.isEmpty() ? "" : ":" + port);
        }

        @Override
        public String toString() {
            String called = (manufacturer + " " + name).strip();
            return vendor + ":" + product + (called.isEmpty() ? "" : " " + called)
                    + (serialNumber.isEmpty() ? "" : ", serial number " + serialNumber)
                    + (port.isEmpty() ? "" : ", port " + port);
        }
    }

    @Override
    public String toString() {
        return path + usb.map(device -> " (" + device + ")").orElse("");
    }
}
