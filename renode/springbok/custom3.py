# Springbok's instructions of major opcode custom-3, for Renode; the embedded engine does the same in Java.
# An exception that is not caught here would end Renode.

SPACE = 0x7B
SIMPRINT, XCOUNT, HOSTREQ, FINISH = 0, 1, 2, 3
LONGEST_TEXT = 255
LEVELS = [LogLevel.Error, LogLevel.Warning, LogLevel.Info, LogLevel.Debug, LogLevel.Noisy]


def register(index):
    # Renode 1.16 has GetRegister, some releases before it only GetRegisterUnsafe.
    if hasattr(cpu, "GetRegister"):
        return int(cpu.GetRegister(index).RawValue) & 0xFFFFFFFF
    return int(cpu.GetRegisterUnsafe(index).RawValue) & 0xFFFFFFFF


def set_register(index, value):
    if index == 0:
        return
    boxed = Antmicro.Renode.Peripherals.CPU.RegisterValue.Create(value & 0xFFFFFFFF, 32)
    if hasattr(cpu, "SetRegister"):
        cpu.SetRegister(index, boxed)
    else:
        cpu.SetRegisterUnsafe(index, boxed)


def text_at(address):
    characters = []
    while len(characters) < LONGEST_TEXT:
        byte = int(machine.SystemBus.ReadByte(address + len(characters)))
        if byte == 0:
            break
        characters.append(chr(byte & 0x7F))
    return "".join(characters)


def simprint(level, address, number):
    chosen = LEVELS[level] if level < len(LEVELS) else LogLevel.Noisy
    cpu.Log(chosen, 'simprint: "%s", %d (0x%X)' % (text_at(address), number, number))


try:
    word = int(instruction)
    rd, rs1, rs2 = (word >> 7) & 31, (word >> 15) & 31, (word >> 20) & 31
    function = (word >> 12) & 7
    if function == SIMPRINT:
        simprint(register(rd), register(rs1), register(rs2))
    elif function == XCOUNT:
        set_register(rd, int(cpu.ExecutedInstructions))
    elif function == HOSTREQ:
        machine["sysbus.vec_controlblock"].ControlWrite(0, 0)
    elif function == FINISH:
        machine["sysbus.vec_controlblock"].ControlWrite(1, 0)
        cpu.Log(LogLevel.Info, "The program has finished; the core is halted.")
    else:
        cpu.Log(LogLevel.Error, "custom-3 instruction 0x%08X: there is no function %d" % (word, function))
except Exception as e:
    cpu.Log(LogLevel.Error, "custom-3 instruction: %s" % str(e))
