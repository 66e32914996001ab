package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;

/**
 * A radio that nobody hears and that hears nobody ({@code Wireless.NRF52840_Radio}; product specification, section 6.20):
 * its states follow its tasks at once, with the events that belong to them, so that drivers start; a packet that is sent
 * ends at once, one that is waited for never comes.
 */
public final class Nrf52840Radio extends NrfDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x1000;

    private static final int DISABLED = 0;
    private static final int RX_IDLE = 2;
    private static final int RX = 3;
    private static final int TX_IDLE = 10;
    private static final int TX = 11;

    private static final int READY_START = 1;
    private static final int END_DISABLE = 1 << 1;
    private static final int DISABLED_TXEN = 1 << 2;
    private static final int DISABLED_RXEN = 1 << 3;

    private final Event ready = event(0x100, 0);
    private final Event address = event(0x104, 1);
    private final Event payload = event(0x108, 2);
    private final Event end = event(0x10C, 3);
    private final Event disabled = event(0x110, 4);
    private final Event transmitterReady = event(0x154, 21);
    private final Event receiverReady = event(0x158, 22);
    private final Event physicalEnd = event(0x16C, 27);
    private int state = DISABLED;

    /** Creates the device. */
    public Nrf52840Radio(Surroundings surroundings) {
        super(surroundings, SIZE);
        task(0x000, () -> rampUp(TX_IDLE));
        task(0x004, () -> rampUp(RX_IDLE));
        task(0x008, this::begin);
        task(0x00C, this::stop);
        task(0x010, this::disable);
        registers.fixed(0x550).onRead(stored -> state);
        registers.word(0x504);
        for (int offset = 0x508; offset <= 0x54C; offset += 4) {
            registers.word(offset);
        }
        registers.word(0x650);
        registers.word(0xFFC, 1);
    }

    @Override
    protected void onReset() {
        state = DISABLED;
        super.onReset();
    }

    private void rampUp(int idle) {
        state = idle;
        ready.happen();
        (idle == TX_IDLE ? transmitterReady : receiverReady).happen();
        if (shorts.has(READY_START)) {
            begin();
        }
    }

    private void begin() {
        if (state == RX_IDLE) {
            state = RX;
        } else if (state == TX_IDLE) {
            state = TX;
            address.happen();
            payload.happen();
            state = TX_IDLE;
            end.happen();
            physicalEnd.happen();
            if (shorts.has(END_DISABLE)) {
                disable();
            }
        }
    }

    private void stop() {
        state = state == RX ? RX_IDLE : state;
    }

    private void disable() {
        state = DISABLED;
        disabled.happen();
        if (shorts.has(DISABLED_TXEN)) {
            rampUp(TX_IDLE);
        } else if (shorts.has(DISABLED_RXEN)) {
            rampUp(RX_IDLE);
        }
    }
}
