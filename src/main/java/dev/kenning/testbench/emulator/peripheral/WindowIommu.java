package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.AccessLog;
import dev.kenning.testbench.emulator.bus.DataPath;
import dev.kenning.testbench.emulator.bus.DataPathGuard;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Maps the accesses of the devices that are registered at it through windows ({@code Miscellaneous.WindowIOMMU}, a device
 * of Renode's own): what no window allows reads 0, is not written, and sets the interrupt.
 */
public final class WindowIommu extends RegisterDevice implements DataPathGuard, InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int START = 0x000;
    private static final int END = 0x400;
    private static final int OFFSET = 0x800;
    private static final int PRIVILEGES = 0xC00;
    private static final int WINDOWS = 128;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final long ADDRESS = 0xFFFF_FFFFL;

    /** A window; one whose privileges have not been written since is not valid. */
    private static final class Window {
        private long start;
        private long end;
        private int offset;
        private int privileges;
        private boolean valid;

        private boolean contains(long address) {
            return address >= start && address < end;
        }
    }

    private final AccessLog log;
    private final String name;
    private final DataPath bus;
    private final Window[] windows = new Window[WINDOWS];
    private final InterruptLine interrupt = new InterruptLine();

    /** Creates the device in front of a bus. */
    public WindowIommu(Surroundings surroundings, DataPath bus) {
        super(surroundings, SIZE);
        log = surroundings.log();
        name = surroundings.name();
        this.bus = bus;
        for (int i = 0; i < WINDOWS; i++) {
            Window window = new Window();
            windows[i] = window;
            declare(window, 4 * i);
        }
    }

    private void declare(Window window, int offset) {
        registers
                .fixed(START + offset)
                .onRead(stored -> (int) window.start)
                .onWrite(value -> window.start = Integer.toUnsignedLong(value));
        registers
                .fixed(END + offset)
                .onRead(stored -> (int) window.end)
                .onWrite(value -> window.end = Integer.toUnsignedLong(value));
        registers.fixed(OFFSET + offset).onRead(stored -> window.offset).onWrite(value -> window.offset = value);
        registers.fixed(PRIVILEGES + offset).onRead(stored -> window.privileges).onWrite(value -> {
            window.privileges = value;
            validate();
        });
    }

    private void validate() {
        for (int i = 0; i < WINDOWS; i++) {
            validate(windows[i]);
            for (int j = 0; j < WINDOWS; j++) {
                if (i != j && windows[i].contains(windows[j].start) && windows[j].end > windows[j].start) {
                    log.error(name, "MMUWindows (with indicies " + i + " and " + j + ") overlap each other.");
                }
            }
        }
    }

    private void validate(Window window) {
        window.valid = true;
        if (window.start > window.end) {
            window.valid = false;
            log.error(
                    name,
                    String.format(
                            Locale.ROOT,
                            "MMUWindow has start address (0x%x) grater than end address (0x%x).",
                            window.start,
                            window.end));
        }
        if (window.start + window.offset < 0) {
            window.valid = false;
            log.error(
                    name,
                    String.format(
                            Locale.ROOT,
                            "MMUWindow has incorrect offset (%d) in relation to the start address (0x%x).",
                            window.offset,
                            window.start));
        }
    }

    /** Returns the window that decides on an address. */
    private Optional<Window> windowOf(long address) {
        for (int i = 0; i < WINDOWS; i++) {
            if (windows[i].contains(address)) {
                if (windows[i].valid) {
                    return Optional.of(windows[i]);
                }
                log.warn(name, "The window at index " + i + " match the address, but isn't validated sucesfully.");
            }
        }
        return Optional.empty();
    }

    @Override
    public DataPath guardedPath() {
        return new DataPath() {
            @Override
            public int read(int address, int width) {
                return windowFor(address, READ)
                        .map(window -> bus.read(address + window.offset, width))
                        .orElse(0);
            }

            @Override
            public void write(int address, int width, int value) {
                windowFor(address, WRITE).ifPresent(window -> bus.write(address + window.offset, width, value));
            }
        };
    }

    private Optional<Window> windowFor(int address, int access) {
        long at = address & ADDRESS;
        Optional<Window> window = windowOf(at);
        if (window.filter(it -> (it.privileges & access) != 0).isPresent()) {
            return window;
        }
        log.noise(
                name,
                String.format(
                        Locale.ROOT,
                        "IOMMU fault at 0x%X when trying to access as %s",
                        at,
                        access == READ ? "Read" : "Write"));
        log.debug(name, "IOMMU fault occured. Setting the IRQ");
        interrupt.set(true);
        if (window.isEmpty()) {
            log.error(
                    name,
                    String.format(
                            Locale.ROOT,
                            "IOMMU fault - the address 0x%X is not specified in any of the existing ranges",
                            at));
        }
        return Optional.empty();
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", interrupt);
    }
}
