package dev.kenning.testbench.uart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine with USB devices: the files, folders and links that Linux shows in {@code /sys} and {@code /dev}. */
public final class UsbTree {

    private final Path sysfs;
    private final Path devices;
    private int plugged;

    private UsbTree(Path sysfs, Path devices) {
        this.sysfs = sysfs;
        this.devices = devices;
    }

    /** Makes one with a screen and a chip of a UART that is not there, as PCs have them. */
    public static UsbTree in(Path folder) throws IOException {
        UsbTree tree = new UsbTree(folder.resolve("sys"), Files.createDirectories(folder.resolve("dev")));
        Files.createDirectories(tree.sysfs.resolve("class/tty/tty0"));
        Files.createFile(tree.devices.resolve("tty0"));
        Path absent = Files.createDirectories(tree.sysfs.resolve("devices/platform/serial8250/tty/ttyS1"));
        Files.createSymbolicLink(absent.resolve("device"), tree.sysfs.resolve("devices/platform/serial8250"));
        Files.writeString(absent.resolve("type"), "0\n");
        Files.createSymbolicLink(tree.sysfs.resolve("class/tty/ttyS1"), absent);
        Files.createFile(tree.devices.resolve("ttyS1"));
        return tree;
    }

    /** Plugs a device in, whose port is a file of this machine under another name; returns its path. */
    public Path plug(String name, String vendor, String product, String serialNumber, Path terminal)
            throws IOException {
        plugged++;
        Path device = Files.createDirectories(sysfs.resolve("devices/pci0/usb1/1-" + plugged));
        Files.writeString(device.resolve("idVendor"), vendor + "\n");
        Files.writeString(device.resolve("idProduct"), product + "\n");
        if (!serialNumber.isEmpty()) {
            Files.writeString(device.resolve("serial"), serialNumber + "\n");
        }
        Files.writeString(device.resolve("manufacturer"), "STMicroelectronics\n");
        Files.writeString(device.resolve("product"), "STM32 STLink\n");
        Path port = Files.createDirectories(device.resolve("1-" + plugged + ":1.2"));
        Files.writeString(port.resolve("bInterfaceNumber"), "02\n");
        Path tty = Files.createDirectories(port.resolve("tty").resolve(name));
        Files.createSymbolicLink(tty.resolve("device"), port);
        Files.createSymbolicLink(sysfs.resolve("class/tty").resolve(name), tty);
        return Files.createSymbolicLink(devices.resolve(name), terminal);
    }

    /** Returns what the machine makes of it. */
    public SerialDevices devices() {
        return SerialDevices.in(sysfs, devices);
    }

    /** Returns where it shows them. */
    public Path sysfs() {
        return sysfs;
    }

    /** Returns where their ports are. */
    public Path ports() {
        return devices;
    }
}
