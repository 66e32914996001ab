# The flash interface of STM32F7 (reference manual RM0385, section 3.7), which Renode has no model of; the embedded engine does
# the same in Java. The flash itself is memory, which takes stores whether or not it was erased.
from System import Array, Byte

ACR, KEYR, OPTKEYR, SR, CR, OPTCR = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14
KEYS, OPTION_KEYS = [0x45670123, 0xCDEF89AB], [0x08192A3B, 0x4C5D6E7F]
LOCK, START, MASS_ERASE, SECTOR_ERASE = 1 << 31, 1 << 16, 1 << 2, 1 << 1
OPTION_LOCK, OPTION_START = 1, 2
END_OF_OPERATION = 1
FLASH, SMALL_SECTOR, SECTORS = 0x08000000, 0x8000, 12
PAGE = 0x1000


def is_flash(address):
    return self.GetMachine().SystemBus.WhatPeripheralIsAt(address) is not None


def erase(sector):
    if sector < 4:
        start, size = sector * SMALL_SECTOR, SMALL_SECTOR
    elif sector == 4:
        start, size = 4 * SMALL_SECTOR, 4 * SMALL_SECTOR
    else:
        start, size = (sector - 4) * 8 * SMALL_SECTOR, 8 * SMALL_SECTOR
    if sector >= SECTORS or not is_flash(FLASH + start) or not is_flash(FLASH + start + size - 1):
        return
    erased = Array[Byte]([0xFF] * PAGE)
    for address in range(FLASH + start, FLASH + start + size, PAGE):
        self.GetMachine().SystemBus.WriteBytes(erased, address)


def control(value):
    if registers[CR] & LOCK:
        return
    registers[CR] = value & ~START
    if value & START:
        for sector in range(SECTORS) if value & MASS_ERASE else [value >> 3 & 0x1F] if value & SECTOR_ERASE else []:
            erase(sector)
        if value & (MASS_ERASE | SECTOR_ERASE):
            registers[SR] |= END_OF_OPERATION


def take_key(value, keys, taken, register, lock):
    taken = taken + 1 if value == keys[taken] else 0
    if taken == len(keys):
        registers[register] &= ~lock
        taken = 0
    return taken


if request.isInit:
    registers = {ACR: 0, SR: 0, CR: LOCK, OPTCR: 0x0FFFAAED}
    keys_taken, option_keys_taken = 0, 0
elif request.isRead:
    request.value = registers.get(request.offset, 0)
elif request.isWrite:
    if request.offset == KEYR:
        keys_taken = take_key(request.value, KEYS, keys_taken, CR, LOCK)
    elif request.offset == OPTKEYR:
        option_keys_taken = take_key(request.value, OPTION_KEYS, option_keys_taken, OPTCR, OPTION_LOCK)
    elif request.offset == SR:
        registers[SR] &= ~request.value
    elif request.offset == CR:
        control(request.value)
    elif request.offset == OPTCR:
        if not registers[OPTCR] & OPTION_LOCK:
            registers[OPTCR] = request.value & ~OPTION_START
    elif request.offset == ACR:
        registers[ACR] = request.value
