package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.DataPath;
import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.arm.Nvic;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.emulator.peripheral.BitBanding;
import dev.kenning.testbench.emulator.peripheral.CmsdkApbUart;
import dev.kenning.testbench.emulator.peripheral.CombinedInput;
import dev.kenning.testbench.emulator.peripheral.CoreLevelInterruptor;
import dev.kenning.testbench.emulator.peripheral.DataWatchpointAndTrace;
import dev.kenning.testbench.emulator.peripheral.DummySensor;
import dev.kenning.testbench.emulator.peripheral.ExternalWindowMmu;
import dev.kenning.testbench.emulator.peripheral.HiFivePwm;
import dev.kenning.testbench.emulator.peripheral.K6xfUart;
import dev.kenning.testbench.emulator.peripheral.LiteXSocController;
import dev.kenning.testbench.emulator.peripheral.LiteXTimer;
import dev.kenning.testbench.emulator.peripheral.LiteXUart;
import dev.kenning.testbench.emulator.peripheral.Max32650Gpio;
import dev.kenning.testbench.emulator.peripheral.Max32655Uart;
import dev.kenning.testbench.emulator.peripheral.MiVCoreGpio;
import dev.kenning.testbench.emulator.peripheral.MiVCoreTimer;
import dev.kenning.testbench.emulator.peripheral.MiVCoreUart;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Clock;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Ecb;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Egu;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Gpio;
import dev.kenning.testbench.emulator.peripheral.Nrf52840GpioTasksEvents;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Ppi;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Radio;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Rng;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Rtc;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Timer;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Uart;
import dev.kenning.testbench.emulator.peripheral.Nrf52840Watchdog;
import dev.kenning.testbench.emulator.peripheral.Ns16550;
import dev.kenning.testbench.emulator.peripheral.PinButton;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import dev.kenning.testbench.emulator.peripheral.Pl011;
import dev.kenning.testbench.emulator.peripheral.PlatformLevelInterruptController;
import dev.kenning.testbench.emulator.peripheral.SiFiveGpio;
import dev.kenning.testbench.emulator.peripheral.SiFiveUart;
import dev.kenning.testbench.emulator.peripheral.SimpleDma;
import dev.kenning.testbench.emulator.peripheral.SpringbokControlBlock;
import dev.kenning.testbench.emulator.peripheral.Stm32Crc;
import dev.kenning.testbench.emulator.peripheral.Stm32F4Exti;
import dev.kenning.testbench.emulator.peripheral.Stm32F4Rcc;
import dev.kenning.testbench.emulator.peripheral.Stm32F4Rtc;
import dev.kenning.testbench.emulator.peripheral.Stm32F7Usart;
import dev.kenning.testbench.emulator.peripheral.Stm32Flash;
import dev.kenning.testbench.emulator.peripheral.Stm32GpioPort;
import dev.kenning.testbench.emulator.peripheral.Stm32IndependentWatchdog;
import dev.kenning.testbench.emulator.peripheral.Stm32Power;
import dev.kenning.testbench.emulator.peripheral.Stm32Rng;
import dev.kenning.testbench.emulator.peripheral.Stm32Syscfg;
import dev.kenning.testbench.emulator.peripheral.Stm32Timer;
import dev.kenning.testbench.emulator.peripheral.Stm32Uart;
import dev.kenning.testbench.emulator.peripheral.StoredRegisters;
import dev.kenning.testbench.emulator.peripheral.TrivialUart;
import dev.kenning.testbench.emulator.peripheral.WindowIommu;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.TypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The models that the embedded engine knows, by Renode's names: how large each is, and what makes it. */
final class DeviceModels {

    private static final long NONE = 0;
    private static final long BLOCK = 0x400;

    /** A terabyte: the table of a memory's pages grows with its size. */
    private static final long MOST_MEMORY = 1L << 40;

    private static final Map<String, DeviceModel> BY_NAME = Stream.concat(CoreModels.all().stream(), devices())
            .collect(Collectors.toUnmodifiableMap(DeviceModel::name, Function.identity()));

    private DeviceModels() {}

    private static Stream<DeviceModel> devices() {
        return Stream.of(
                DeviceModel.of(
                        "CPU.SpringbokRiscV32_ControlBlock",
                        SpringbokControlBlock.SIZE,
                        DeviceModels::springbokControlBlock),
                DeviceModel.of(
                        "IRQControllers.CoreLevelInterruptor",
                        CoreLevelInterruptor.SIZE,
                        DeviceModels::coreLevelInterruptor),
                DeviceModel.of(
                        "IRQControllers.PlatformLevelInterruptController",
                        PlatformLevelInterruptController.SIZE,
                        DeviceModels::platformLevelInterruptController),
                device("Miscellaneous.LiteX_SoC_Controller", LiteXSocController.SIZE, LiteXSocController::new),
                DeviceModel.of(
                        "Timers.LiteX_Timer_CSR32",
                        LiteXTimer.SIZE,
                        (builder, component, arguments) -> new LiteXTimer(
                                builder.surroundings(component), arguments.integer("frequency", 1, Integer.MAX_VALUE))),
                device("UART.LiteX_UART", LiteXUart.SIZE, LiteXUart::new),
                device("UART.CMSDK_APB_UART", CmsdkApbUart.SIZE, CmsdkApbUart::new),
                device("UART.PL011", Pl011.SIZE, Pl011::new),
                device("UART.SiFive_UART", SiFiveUart.SIZE, SiFiveUart::new),
                DeviceModel.of(
                        "UART.NS16550",
                        Ns16550.SIZE,
                        (builder, component, arguments) ->
                                new Ns16550(builder.surroundings(component), arguments.flag("wideRegisters"))),
                device("UART.K6xF_UART", K6xfUart.SIZE, K6xfUart::new),
                device("UART.TrivialUart", TrivialUart.SIZE, TrivialUart::new),
                device("UART.MAX32655_UART", Max32655Uart.SIZE, Max32655Uart::new),
                DeviceModel.of(
                        "GPIOPort.MAX32650_GPIO",
                        Max32650Gpio.SIZE,
                        (builder, component, arguments) -> new Max32650Gpio(
                                builder.surroundings(component), (int) arguments.integer("numberOfPins", 1, 32))),
                DeviceModel.of(
                        "HiFive_PWM",
                        HiFivePwm.SIZE,
                        (builder, component, arguments) -> new HiFivePwm(
                                builder.surroundings(component), arguments.integer("frequency", 1, Integer.MAX_VALUE))),
                device("GPIOPort.SiFive_GPIO", SiFiveGpio.SIZE, SiFiveGpio::new),
                DeviceModel.of("IRQControllers.NVIC", 0x1000, DeviceModels::nvic),
                DeviceModel.of("Memory.MappedMemory", NONE, DeviceModels::memory),
                DeviceModel.of("Memory.ArrayMemory", NONE, DeviceModels::memory),
                DeviceModel.of("Python.PythonPeripheral", NONE, PythonModels::device),
                DeviceModel.of(
                        "UART.STM32F7_USART",
                        Stm32F7Usart.SIZE,
                        (builder, component, arguments) -> new Stm32F7Usart(
                                builder.surroundings(component),
                                (int) arguments.integer("frequency", 1, Integer.MAX_VALUE),
                                arguments.flag("lowPowerMode"))),
                DeviceModel.of(
                        "UART.STM32_UART",
                        Stm32Uart.SIZE,
                        (builder, component, arguments) -> new Stm32Uart(builder.surroundings(component))),
                DeviceModel.of(
                        "GPIOPort.STM32_GPIOPort",
                        Stm32GpioPort.SIZE,
                        (builder, component, arguments) -> new Stm32GpioPort(
                                builder.surroundings(component),
                                (int) arguments.integer("modeResetValue"),
                                (int) arguments.integer("outputSpeedResetValue"),
                                (int) arguments.integer("pullUpPullDownResetValue"))),
                DeviceModel.of(
                        "IRQControllers.STM32F4_EXTI",
                        Stm32F4Exti.SIZE,
                        (builder, component, arguments) -> new Stm32F4Exti(
                                builder.surroundings(component),
                                (int) arguments.integer("numberOfOutputLines", 1, 64),
                                (int) arguments.integer("firstDirectLine", 0, 64))),
                device("Miscellaneous.STM32_SYSCFG", Stm32Syscfg.SIZE, Stm32Syscfg::new),
                DeviceModel.of("Miscellaneous.STM32F4_RCC", Stm32F4Rcc.SIZE, DeviceModels::stm32F4Rcc),
                device("Timers.STM32F4_RTC", Stm32F4Rtc.SIZE, Stm32F4Rtc::new),
                device("Miscellaneous.STM32F4_RNG", Stm32Rng.SIZE, Stm32Rng::new),
                DeviceModel.of(
                        "Timers.STM32_Timer",
                        Stm32Timer.SIZE,
                        (builder, component, arguments) -> new Stm32Timer(
                                builder.surroundings(component),
                                (int) arguments.integer("frequency", 1, Integer.MAX_VALUE),
                                arguments.integer("initialLimit", 1, 0xFFFF_FFFFL))),
                DeviceModel.of(
                        "Miscellaneous.CombinedInput", NONE, (builder, component, arguments) -> new CombinedInput()),
                DeviceModel.of(
                        "Miscellaneous.LED",
                        NONE,
                        (builder, component, arguments) -> new PinLed(arguments.flag("invert"))),
                DeviceModel.of(
                        "Miscellaneous.Button",
                        NONE,
                        (builder, component, arguments) -> new PinButton(arguments.flag("invert"))),
                DeviceModel.of(
                        "UART.NRF52840_UART",
                        Nrf52840Uart.SIZE,
                        (builder, component, arguments) -> new Nrf52840Uart(
                                builder.surroundings(component),
                                builder.machine().bus(),
                                arguments.flag("easyDMA"))),
                device("Miscellaneous.NRF52840_CLOCK", Nrf52840Clock.SIZE, Nrf52840Clock::new),
                DeviceModel.of(
                        "Timers.NRF52840_RTC",
                        Nrf52840Rtc.SIZE,
                        (builder, component, arguments) -> new Nrf52840Rtc(
                                builder.surroundings(component), (int) arguments.integer("numberOfEvents", 1, 4))),
                DeviceModel.of(
                        "Timers.NRF52840_Timer",
                        Nrf52840Timer.SIZE,
                        (builder, component, arguments) -> new Nrf52840Timer(
                                builder.surroundings(component), (int) arguments.integer("numberOfEvents", 1, 6))),
                device("GPIOPort.NRF52840_GPIO", Nrf52840Gpio.SIZE, Nrf52840Gpio::new),
                DeviceModel.of(
                        "GPIOPort.NRF52840_GPIOTasksEvents",
                        Nrf52840GpioTasksEvents.SIZE,
                        (builder, component, arguments) -> new Nrf52840GpioTasksEvents(
                                builder.surroundings(component),
                                Stream.of("port0", "port1")
                                        .filter(port ->
                                                arguments.reference(port).isPresent())
                                        .map(port -> builder.referenced(component, arguments, port, Nrf52840Gpio.class))
                                        .toList())),
                DeviceModel.of(
                        "Miscellaneous.NRF52840_PPI",
                        Nrf52840Ppi.SIZE,
                        (builder, component, arguments) -> new Nrf52840Ppi(
                                builder.surroundings(component),
                                builder.machine().bus())),
                device("Miscellaneous.NRF52840_RNG", Nrf52840Rng.SIZE, Nrf52840Rng::new),
                device("Miscellaneous.NRF52840_EGU", Nrf52840Egu.SIZE, Nrf52840Egu::new),
                DeviceModel.of(
                        "Miscellaneous.NRF52840_ECB",
                        Nrf52840Ecb.SIZE,
                        (builder, component, arguments) -> new Nrf52840Ecb(
                                builder.surroundings(component),
                                builder.machine().bus())),
                device("Wireless.NRF52840_Radio", Nrf52840Radio.SIZE, Nrf52840Radio::new),
                stored(
                        "Sound.NRF52840_I2S",
                        0x1000,
                        Map.of(),
                        List.of("IRQ"),
                        Map.of("InputFile", "", "OutputFile", "")),
                device("Sensors.DummySensor", NONE, DummySensor::new),
                stored("Sound.NRF52840_PDM", 0x1000, Map.of(0x518, 0x28, 0x51C, 0x28), List.of("IRQ")),
                stored("GPIOPort.STM32F1GPIOPort", BLOCK, Map.of(0x00, 0x4444_4444, 0x04, 0x4444_4444), pins()),
                stored("I2C.STM32F4_I2C", BLOCK, Map.of(), List.of("EventInterrupt", "ErrorInterrupt")),
                stored("SPI.HiFive_SPI", 0x78, Map.of(), List.of("IRQ")),
                stored("Network.CadenceGEM", 0x1000, Map.of(), List.of("IRQ"), Map.of("MAC", "")),
                stored("I2C.NRF52840_I2C", 0x1000, Map.of(), List.of("IRQ")),
                stored("SPI.NRF52840_SPI", 0x1000, Map.of(), List.of("IRQ")),
                device("Timers.NRF52840_Watchdog", Nrf52840Watchdog.SIZE, Nrf52840Watchdog::new),
                DeviceModel.of(
                        "Timers.STM32_IndependentWatchdog",
                        Stm32IndependentWatchdog.SIZE,
                        DeviceModels::independentWatchdog),
                stored("SPI.STM32SPI", BLOCK, Map.of(0x04, 0x700, 0x08, 0x2), List.of("IRQ", "DMARecieve")),
                stored("I2C.STM32F7_I2C", BLOCK, Map.of(0x18, 1), List.of("EventInterrupt", "ErrorInterrupt")),
                stored("CAN.STMCAN", BLOCK, Map.of(), List.of("0", "1", "2", "3")),
                stored("DMA.STM32DMA", BLOCK, Map.of(), List.of("0", "1", "2", "3", "4", "5", "6", "7")),
                stored("DMA.STM32DMA2D", 0xC00, Map.of(), List.of("IRQ")),
                stored("Video.STM32LTDC", 0xC00, Map.of(), List.of("IRQ"), Map.of("FramesPerVirtualSecond", 25L)),
                stored("Network.SynopsysEthernetMAC", 0x1400, Map.of(), List.of("IRQ"), Map.of("MAC", "")),
                stored("Analog.STM32_ADC", 0x50, Map.of(), List.of("IRQ", "DMARequest")),
                DeviceModel.of(
                        "Miscellaneous.ExternalWindowMMU", ExternalWindowMmu.SIZE, DeviceModels::externalWindowMmu),
                DeviceModel.of(
                        "Miscellaneous.WindowIOMMU",
                        WindowIommu.SIZE,
                        (builder, component, arguments) -> new WindowIommu(
                                builder.surroundings(component),
                                DataPath.to(builder.machine().bus()))),
                DeviceModel.of(
                        "SimpleDMA",
                        SimpleDma.SIZE,
                        (builder, component, arguments) -> new SimpleDma(
                                builder.surroundings(component),
                                DataPath.to(builder.machine().bus()))),
                DeviceModel.of(
                        "Miscellaneous.DWT",
                        DataWatchpointAndTrace.SIZE,
                        (builder, component, arguments) -> new DataWatchpointAndTrace(
                                builder.surroundings(component), arguments.integer("frequency", 1, Integer.MAX_VALUE))),
                device("Miscellaneous.STM32_PWR", Stm32Power.SIZE, Stm32Power::new),
                DeviceModel.of(
                        "CRC.STM32_CRC",
                        Stm32Crc.SIZE,
                        (builder, component, arguments) -> new Stm32Crc(
                                builder.surroundings(component),
                                !arguments.member("series").equals("F4"))),
                DeviceModel.of(
                        "Miscellaneous.BitBanding",
                        NONE,
                        (builder, component, arguments) ->
                                new BitBanding(builder.machine().bus(), (int) arguments.integer("peripheralBase"))),
                DeviceModel.of("MTD.STM32F4_FlashController", Stm32Flash.SIZE, DeviceModels::stm32F4Flash),
                DeviceModel.of(
                        "UART.MiV_CoreUART",
                        MiVCoreUart.SIZE,
                        (builder, component, arguments) -> new MiVCoreUart(builder.surroundings(component))),
                device("GPIOPort.MiV_CoreGPIO", MiVCoreGpio.SIZE, MiVCoreGpio::new),
                DeviceModel.of(
                        "Timers.MiV_CoreTimer",
                        MiVCoreTimer.SIZE,
                        (builder, component, arguments) -> new MiVCoreTimer(
                                builder.surroundings(component),
                                arguments.integer("clockFrequency", 1, Integer.MAX_VALUE))),
                stored("SD.STM32SDMMC", BLOCK, Map.of(), List.of("IRQ", "DMAReceive")),
                stored("Network.EthernetPhysicalLayer", NONE, Map.of(), List.of(), physicalLayerRegisters()),
                stored("Input.FT5336", NONE, Map.of(), List.of("IRQ"), Map.of("MaxX", 0L, "MaxY", 0L)));
    }

    /** Returns the model of a type, if the engine has it. */
    static Optional<DeviceModel> find(TypeName type) {
        return Optional.ofNullable(BY_NAME.get(type.name()));
    }

    /** Returns the names of the models there are. */
    static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Returns whether a model only keeps what is written to its registers. */
    static boolean isStored(String name) {
        DeviceModel model = BY_NAME.get(name);
        return model != null && model.isStored();
    }

    private static DeviceModel device(String name, long size, Function<Surroundings, Peripheral> maker) {
        return DeviceModel.of(
                name, size, (builder, component, arguments) -> maker.apply(builder.surroundings(component)));
    }

    private static DeviceModel stored(String name, long size, Map<Integer, Integer> resetValues, List<String> outputs) {
        return stored(name, size, resetValues, outputs, Map.of());
    }

    private static DeviceModel stored(
            String name,
            long size,
            Map<Integer, Integer> resetValues,
            List<String> outputs,
            Map<String, Object> properties) {
        return DeviceModel.of(
                        name,
                        size,
                        (builder, component, arguments) -> new StoredRegisters(
                                builder.surroundings(component), name, (int) size, resetValues, outputs, properties))
                .storesOnly();
    }

    /** The registers of clause 22 of IEEE 802.3 by Renode's names, its spelling of one of them included. */
    private static Map<String, Object> physicalLayerRegisters() {
        return Stream.concat(
                        Stream.of(
                                "BasicControl",
                                "BasicStatus",
                                "Id1",
                                "Id2",
                                "AutoNegotiationAdvertisement",
                                "AutoNegotiationLinkPartnerBasePageAbility",
                                "AutoNegotiationExpansion",
                                "AutoNegotiationNextPageTransmit",
                                "AutoNegotiationLinkPartnerReceivedNextPage",
                                "MasterSlaveControl",
                                "MasterSlaveStatus",
                                "PowerSourcingEquipmentControl",
                                "PowerSourcingEquipmentStatus",
                                "MDIOManageableDeviceAccessControl",
                                "MDIOManageableDeviceAcceddAddressData",
                                "ExtendedStatus"),
                        IntStream.range(0, 16).mapToObj(number -> "VendorSpecific" + number))
                .collect(Collectors.toMap(Function.identity(), name -> 0L));
    }

    private static List<String> pins() {
        return IntStream.range(0, 16).mapToObj(Integer::toString).toList();
    }

    private static CoreLevelInterruptor coreLevelInterruptor(
            PlatformBuilder builder, Component component, Arguments arguments) {
        return new CoreLevelInterruptor(
                builder.surroundings(component), arguments.integer("frequency", 1, Integer.MAX_VALUE), (int)
                        arguments.integer("numberOfTargets", 1, CoreLevelInterruptor.MOST_TARGETS));
    }

    private static PlatformLevelInterruptController platformLevelInterruptController(
            PlatformBuilder builder, Component component, Arguments arguments) {
        return new PlatformLevelInterruptController(
                builder.surroundings(component),
                (int) arguments.integer("numberOfSources", 1, PlatformLevelInterruptController.MOST_SOURCES),
                (int) arguments.integer("numberOfContexts", 1, PlatformLevelInterruptController.MOST_CONTEXTS));
    }

    private static ExternalWindowMmu externalWindowMmu(
            PlatformBuilder builder, Component component, Arguments arguments) {
        RiscV core = builder.referenced(component, arguments, "cpu", RiscV.class);
        int count = (int) arguments.integer("numberOfWindows", 0, ExternalWindowMmu.MOST_WINDOWS);
        try {
            return new ExternalWindowMmu(builder.surroundings(component), core.externalMmu(), count);
        } catch (IllegalArgumentException e) {
            throw PlatformError.CONSTRUCTION.across(
                    arguments.position("numberOfWindows"),
                    "Exception was thrown during construction of '" + component.name() + "':\n" + e.getMessage());
        }
    }

    private static Nvic nvic(PlatformBuilder builder, Component component, Arguments arguments) {
        Machine machine = builder.machine();
        Nvic nvic = new Nvic(
                machine.clock(),
                machine.log(),
                (int) arguments.integer("priorityMask", 0, 0xFF),
                arguments.integer("systickFrequency", 1, Integer.MAX_VALUE));
        nvic.setHaltsSysTickInDeepSleep(arguments.flag("haltSystickOnDeepSleep"));
        return nvic;
    }

    private static Stm32IndependentWatchdog independentWatchdog(
            PlatformBuilder builder, Component component, Arguments arguments) {
        return new Stm32IndependentWatchdog(
                builder.surroundings(component),
                new Stm32IndependentWatchdog.Kind(
                        arguments.integer("frequency", 1, Integer.MAX_VALUE),
                        (int) arguments.integer("defaultPrescaler", 0, 7),
                        arguments.flag("windowOption")));
    }

    private static Stm32F4Rcc stm32F4Rcc(PlatformBuilder builder, Component component, Arguments arguments) {
        // Renode resets it with the clock's domain, of which this engine has none; it must be there all the same.
        builder.referenced(component, arguments, "rtcPeripheral", Stm32F4Rtc.class);
        return new Stm32F4Rcc(builder.surroundings(component));
    }

    private static Stm32Flash stm32F4Flash(PlatformBuilder builder, Component component, Arguments arguments) {
        MappedMemory flash = builder.referenced(component, arguments, "flash", MappedMemory.class);
        return new Stm32Flash(
                builder.surroundings(component),
                Stm32Flash.Sectors.STM32F4,
                builder.machine().bus(),
                () -> flash.mappings().get(0).start());
    }

    private static MappedMemory memory(PlatformBuilder builder, Component component, Arguments arguments) {
        return new MappedMemory(component.name(), arguments.integer("size", 1, MOST_MEMORY));
    }

    private static SpringbokControlBlock springbokControlBlock(
            PlatformBuilder builder, Component component, Arguments arguments) {
        return new SpringbokControlBlock(
                builder.surroundings(component),
                builder.referenced(component, arguments, "core", Core.class),
                builder.machine().bus());
    }
}
