package dev.kenning.testbench.uart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The serial devices of a machine, and how they are found: by path, by a path with wildcards such as
 * {@code /dev/serial/by-id/usb-FTDI*}, or by a {@link UsbRule}. Looks anew each time; thread-safe.
 */
public final class SerialDevices {

    private static final Path SYSFS = Path.of("/sys");
    private static final Path DEVICES = Path.of("/dev");

    /** What Linux calls a port that has no chip behind it. */
    private static final String NO_CHIP = "0";

    private final Path sysfs;
    private final Path devices;

    private SerialDevices(Path sysfs, Path devices) {
        this.sysfs = sysfs;
        this.devices = devices;
    }

    /** Returns those of this machine. */
    public static SerialDevices ofMachine() {
        return new SerialDevices(SYSFS, DEVICES);
    }

    /** Returns those that a {@code sysfs} of Linux tells of, mounted elsewhere, such as that of a container's host. */
    public static SerialDevices in(Path sysfs, Path devices) {
        return new SerialDevices(sysfs, devices);
    }

    /** Returns all of them, by path; pseudo-terminals are not among them. */
    public List<SerialDevice> all() {
        Path classes = sysfs.resolve("class/tty");
        List<SerialDevice> found = Files.isDirectory(classes) ? ofSysfs(classes) : ofLibrary();
        return found.stream().sorted(Comparator.comparing(SerialDevice::path)).toList();
    }

    /** Tells whether a text tells of devices by a pattern instead of naming one. */
    public static boolean isPattern(String text) {
        return UsbRule.isMeant(text) || text.matches(".*[*?\\[].*");
    }

    /**
     * Returns the path of the one device that a text tells of.
     *
     * @param text a path, which is returned as it is; a path with wildcards; or a USB rule
     * @throws AmbiguousPortException if several fit
     * @throws IOException if none fits, or the text is no rule
     */
    public String find(String text) throws IOException {
        if (!isPattern(text)) {
            return text;
        }
        List<String> fitting = UsbRule.isMeant(text) ? fittingRule(text) : fittingPath(text);
        if (fitting.isEmpty()) {
            throw new IOException("no serial port fits " + text + "; this machine has " + describe());
        }
        if (fitting.size() > 1) {
            throw new AmbiguousPortException(
                    fitting.size() + " serial ports fit " + text + ": " + describe(fitting) + "; say which one");
        }
        return fitting.get(0);
    }

    private List<String> fittingRule(String text) throws IOException {
        UsbRule rule = UsbRule.parse(text)
                .orElseThrow(() -> new IOException(text
                        + " is no rule: usb:VENDOR:PRODUCT:SERIAL, such as usb:0483:374b:* with four hexadecimal digits"
                        + " each"));
        return all().stream().filter(rule::fits).map(SerialDevice::path).toList();
    }

    /** Two names of one device are one. */
    private static List<String> fittingPath(String text) throws IOException {
        int slash = text.lastIndexOf('/');
        Path folder = Path.of(slash < 1 ? "/" : text.substring(0, slash));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher pattern = folder.getFileSystem().getPathMatcher("glob:" + text.substring(slash + 1));
        List<Path> matches = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(folder, entry -> pattern.matches(entry.getFileName()))) {
            entries.forEach(matches::add);
        }
        Map<Path, String> byDevice = new LinkedHashMap<>();
        for (Path match : matches.stream().sorted().toList()) {
            byDevice.putIfAbsent(Files.exists(match) ? match.toRealPath() : match, match.toString());
        }
        return List.copyOf(byDevice.values());
    }

    private String describe(List<String> paths) {
        List<SerialDevice> known = all();
        return paths.stream()
                .map(path -> known.stream()
                        .filter(device -> device.path().equals(path))
                        .findFirst()
                        .map(device -> path
                                + device.usb()
                                        .map(usb -> " (" + usb.rule() + ")")
                                        .orElse(""))
                        .orElse(path))
                .collect(Collectors.joining(", "));
    }

    /** Says what there is, or that there is nothing. */
    public String describe() {
        List<SerialDevice> all = all();
        return all.isEmpty() ? "none" : all.stream().map(SerialDevice::toString).collect(Collectors.joining(", "));
    }

    private List<SerialDevice> ofSysfs(Path classes) {
        List<SerialDevice> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(classes)) {
            for (Path entry : entries) {
                Path device = devices.resolve(entry.getFileName().toString());
                // Consoles of the screen and pseudo-terminals have no device behind them.
                if (Files.exists(entry.resolve("device"))
                        && Files.exists(device)
                        && !read(entry.resolve("type")).equals(NO_CHIP)) {
                    found.add(new SerialDevice(device.toString(), usb(entry.resolve("device"))));
                }
            }
        } catch (IOException e) {
            return ofLibrary();
        }
        return found;
    }

    /** A USB port hangs below its interface, which hangs below its device. */
    private static Optional<SerialDevice.Usb> usb(Path device) throws IOException {
        String port = "";
        for (Path at = device.toRealPath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("bInterfaceNumber"))) {
                port = read(at.resolve("bInterfaceNumber"));
            }
            if (Files.exists(at.resolve("idVendor"))) {
                return Optional.of(new SerialDevice.Usb(
                        read(at.resolve("idVendor")),
                        read(at.resolve("idProduct")),
                        read(at.resolve("serial")),
                        read(at.resolve("manufacturer")),
                        read(at.resolve("product")),
                        port));
            }
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Other systems than Linux have no sysfs. */
    private static List<SerialDevice> ofLibrary() {
        OptionalLibrary.SERIAL_PORTS.require();
        return Arrays.stream(com.fazecast.jSerialComm.SerialPort.getCommPorts())
                .map(port -> new SerialDevice(
                        port.getSystemPortPath(),
                        port.getVendorID() <= 0
                                ? Optional.empty()
                                : Optional.of(new SerialDevice.Usb(
                                        "%04x".formatted(port.getVendorID()),
                                        "%04x".formatted(port.getProductID()),
                                        known(port.getSerialNumber()),
                                        known(port.getManufacturer()),
                                        known(port.getPortDescription()),
                                        ""))))
                .toList();
    }

    /** The library says "Unknown" where a device says nothing. */
    private static String known(String text) {
        return text.equals("Unknown") ? "" : text;
    }
}
