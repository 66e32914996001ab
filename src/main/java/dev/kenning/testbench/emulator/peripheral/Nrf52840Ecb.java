package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a block with AES-128 ({@code Miscellaneous.NRF52840_ECB}; product specification, section 6.6): key and clear text
 * lie in memory behind ECBDATAPTR, the encrypted block is put behind them. It is ready at once.
 */
public final class Nrf52840Ecb extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int BLOCK = 16;

    private final SystemBus bus;
    private final Event finished = event(0x100, 0);
    private final Register data;

    /** Creates the device, which reads and writes memory through the bus. */
    public Nrf52840Ecb(Surroundings surroundings, SystemBus bus) {
        super(surroundings, SIZE);
        this.bus = bus;
        event(0x104, 1);
        data = registers.word(0x504);
        task(0x000, this::encrypt);
        task(0x004, () -> {});
    }

    @SuppressWarnings("InsecureCipherMode") // The device does exactly this: one block, no mode.
    private void encrypt() {
        byte[] structure = new byte[2 * BLOCK];
        bus.readBytes(data.get(), structure, 0, structure.length);
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(structure, 0, BLOCK, "AES"));
            bus.writeBytes(data.get() + 2 * BLOCK, cipher.doFinal(structure, BLOCK, BLOCK), 0, BLOCK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks AES", e);
        }
        finished.happen();
    }
}
