# The non-volatile memory controller of nRF52 (nRF52840 product specification, section 4.3), which Renode has no model of; the
# embedded engine does the same in Java. The flash itself is memory, which takes stores whether or not they are enabled.
from System import Array, Byte

READY, READYNEXT, CONFIG = 0x400, 0x408, 0x504
ERASEPAGE, ERASEALL, ERASEPCR0, ERASEUICR, ERASEPAGEPARTIAL = 0x508, 0x50C, 0x510, 0x514, 0x518
ERASE_ENABLED, PARTIAL_ERASE_ENABLED = 2, 4
PAGE, UICR = 0x1000, 0x10001000


def is_memory(address):
    return self.GetMachine().SystemBus.WhatPeripheralIsAt(address) is not None


def erase(page):
    if is_memory(page):
        self.GetMachine().SystemBus.WriteBytes(Array[Byte]([0xFF] * PAGE), page)


def erase_all():
    page = 0
    while is_memory(page):
        erase(page)
        page += PAGE
    erase(UICR)


if request.isInit:
    registers = {READY: 1, READYNEXT: 1}
elif request.isRead:
    request.value = registers.get(request.offset, 0)
elif request.isWrite:
    mode = registers.get(CONFIG, 0)
    if request.offset in (ERASEPAGE, ERASEPCR0):
        if mode == ERASE_ENABLED:
            erase(request.value & ~(PAGE - 1))
    elif request.offset == ERASEPAGEPARTIAL:
        if mode == PARTIAL_ERASE_ENABLED:
            erase(request.value & ~(PAGE - 1))
    elif request.offset == ERASEALL:
        if mode == ERASE_ENABLED and request.value & 1:
            erase_all()
    elif request.offset == ERASEUICR:
        if mode == ERASE_ENABLED and request.value & 1:
            erase(UICR)
    elif request.offset not in (READY, READYNEXT):
        registers[request.offset] = request.value
