# Springbok's control block, for Renode; the embedded engine does the same in Java. Its interrupt outputs are connected to
# nothing on this platform. An exception that is not caught here would end Renode.

INTR_STATE, INTR_ENABLE, INTR_TEST, CTRL = 0x00, 0x04, 0x08, 0x0C
MEM_BANK_CTRL, ERROR_STATUS, INIT_START, INIT_END, INIT_STATUS = 0x10, 0x14, 0x18, 0x1C, 0x20

INTERRUPTS = 0xF
FREEZE, SW_RESET = 1, 2
START_OFFSET = 0x7FFFC
IMEM, DMEM = 0x32000000, 0x34000000
INIT_ADDRESS, INIT_FLAG = 0x3FFFFF, 1 << 22
INIT_BYTE, IMEM_PAGE, DMEM_PAGE = 0x5A, 4, 64
INIT_DONE = 2
HOST_REQUEST, FINISH = 0, 1


def reset_registers():
    global registers
    registers = {INTR_STATE: 0, INTR_ENABLE: 0, CTRL: FREEZE | SW_RESET, MEM_BANK_CTRL: 0, ERROR_STATUS: 0,
                 INIT_START: 0, INIT_END: 0, INIT_STATUS: 0}


def core_of():
    return self.GetMachine()["sysbus.cpu"]


def halt(bits):
    registers[CTRL] = registers[CTRL] | bits
    core_of().IsHalted = True


def control(value):
    core = core_of()
    was_reset = registers[CTRL] & SW_RESET
    registers[CTRL] = value
    if value & SW_RESET:
        core.IsHalted = True
        return
    if was_reset:
        core.Reset()
        core.PC = Antmicro.Renode.Peripherals.CPU.RegisterValue.Create(IMEM + (value & START_OFFSET), 32)
    core.IsHalted = bool(value & FREEZE)
    if not value & FREEZE:
        core.Resume()


def initialise(value):
    start = registers[INIT_START]
    if not value & INIT_FLAG:
        return
    imem = start & INIT_FLAG
    base, page = (IMEM, IMEM_PAGE) if imem else (DMEM, DMEM_PAGE)
    first = (start & INIT_ADDRESS) & ~(page - 1)
    last = (value & INIT_ADDRESS) | (page - 1)
    for address in range(first, last + 1):
        self.GetMachine().SystemBus.WriteByte(base + address, INIT_BYTE)
    registers[INIT_STATUS] = INIT_DONE


def read(offset):
    return registers.get(offset, 0)


def write(offset, value):
    if offset == INTR_STATE:
        registers[INTR_STATE] = registers[INTR_STATE] & ~value
    elif offset == INTR_TEST:
        registers[INTR_STATE] = registers[INTR_STATE] | (value & INTERRUPTS)
    elif offset == INTR_ENABLE:
        registers[INTR_ENABLE] = value & INTERRUPTS
    elif offset == CTRL:
        control(value)
    elif offset == INIT_END:
        registers[INIT_END] = value
        initialise(value)
    elif offset in registers and offset != INIT_STATUS:
        registers[offset] = value


# What custom3.py asks for with ControlWrite: the program has executed hostreq or finish.
def stop(reason):
    registers[INTR_STATE] = registers[INTR_STATE] | (1 << reason)
    halt(FREEZE | SW_RESET if reason == FINISH else FREEZE)


try:
    if request.isInit:
        reset_registers()
    elif request.isRead:
        request.value = read(int(request.offset))
    elif request.isWrite:
        write(int(request.offset), int(request.value))
    elif request.isUser:
        stop(int(request.offset))
except Exception as e:
    self.Log(LogLevel.Error, "Springbok control block: %s" % str(e))
