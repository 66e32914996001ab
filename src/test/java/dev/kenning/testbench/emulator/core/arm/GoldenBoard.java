package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** As much of an STM32F746 as {@code m7short.elf} needs: memories, a UART that is always ready, RCC as storage. */
final class GoldenBoard {

    final Clock clock = new Clock(462_000_000);
    final List<String> log = new ArrayList<>();
    final SystemBus bus = new SystemBus(clock, (source, message) -> log.add(source + ": " + message));
    final Nvic nvic = new Nvic(clock, bus.log(), 0xF0, 216_000_000);
    final CortexM cpu = new CortexM("cpu", "cortex-m7", bus, nvic);
    final ByteArrayOutputStream uart = new ByteArrayOutputStream();

    GoldenBoard() {
        bus.mapMemory(0x0800_0000L, 0x20_0000, "flash");
        bus.mapMemory(0x2000_0000L, 0x6_0000, "sram");
        bus.mapMemory(0x4002_3800L, 0x400, "rcc");
        bus.register(0xE000_E000L, 0x1000, nvic, "nvic");
        bus.register(0x4001_1000L, 0x400, new Uart(), "usart1");
    }

    /** Loads the segments of a 32-bit little-endian ELF file and resets the core to the vector table at 0x08000000. */
    void load(byte[] elf) {
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int header = file.getInt(28);
        for (int i = 0; i < file.getShort(44); i++) {
            int at = header + i * file.getShort(42);
            if (file.getInt(at) == 1) {
                bus.writeBytes(file.getInt(at + 12), elf, file.getInt(at + 4), file.getInt(at + 16));
            }
        }
        start();
    }

    void start() {
        cpu.setVectorTableOffset(0x0800_0000);
        cpu.reset();
    }

    private final class Uart implements Peripheral {

        @Override
        public int read(int offset, int width) {
            return offset == 0x1C ? 0xC0 : 0;
        }

        @Override
        public void write(int offset, int width, int value) {
            if (offset == 0x28) {
                uart.write(value);
            }
        }
    }
}
