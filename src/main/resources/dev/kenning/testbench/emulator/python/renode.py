"""The names and modules of Renode that its users' scripts expect."""

import imp
import sys
import time


class _Level(int):
    def __new__(cls, name, number):
        level = int.__new__(cls, number)
        level.name = name
        return level

    def __str__(self):
        return self.name

    __repr__ = __str__


class LogLevel(object):
    Noisy = _Level('NOISY', -1)
    Debug = _Level('DEBUG', 0)
    Info = _Level('INFO', 1)
    Warning = _Level('WARNING', 2)
    Error = _Level('ERROR', 3)


class UInt64(long):
    pass


class _RegisterValue(object):
    def __init__(self, value, bits=64):
        self.RawValue = UInt64(value)
        self.Bits = bits

    @staticmethod
    def Create(value, bits):
        return _RegisterValue(long(value) & ((1 << bits) - 1), bits)

    def __int__(self):
        return int(self.RawValue)

    def __long__(self):
        return long(self.RawValue)

    def __eq__(self, other):
        return self.RawValue == getattr(other, 'RawValue', other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.RawValue)

    def __str__(self):
        return '0x%X' % self.RawValue

    __repr__ = __str__


class _Request(object):
    def __init__(self):
        self.value = 0
        self.length = 0
        self.offset = 0
        self.absolute = 0
        self.csr = 0
        self.type = 'READ'

    isInit = property(lambda self: self.type == 'INIT')
    isRead = property(lambda self: self.type == 'READ')
    isWrite = property(lambda self: self.type == 'WRITE')
    isUser = property(lambda self: self.type == 'USER')


def _module(path, **names):
    parent = None
    parts = path.split('.')
    for i in range(len(parts)):
        name = '.'.join(parts[:i + 1])
        module = sys.modules.get(name)
        if module is None:
            module = imp.new_module(name)
            module.__path__ = []
            sys.modules[name] = module
            if parent is not None:
                setattr(parent, parts[i], module)
        parent = module
    for name in names:
        setattr(parent, name, names[name])
    return parent


def _nothing(*arguments):
    pass


class _Logger(object):
    @staticmethod
    def Log(*arguments):
        if hasattr(arguments[0], 'Log'):
            arguments[0].Log(*arguments[1:])
        else:
            sys._getframe(1).f_globals['_log'](*arguments)


class HaltReason(object):
    Breakpoint = 'Breakpoint'
    Step = 'Step'
    Pause = 'Pause'
    Abort = 'Abort'


class HaltArguments(object):
    def __init__(self, reason, cpu, address=None, breakpointType=None):
        self.Reason = reason
        self.Cpu = cpu
        self.Address = address
        self.BreakpointType = breakpointType


_module('Antmicro.Renode.Peripherals.CPU', RegisterValue=_RegisterValue, HaltReason=HaltReason,
        HaltArguments=HaltArguments)
_module('Antmicro.Renode.Logging', LogLevel=LogLevel, Logger=_Logger)
_module('Antmicro.Renode.Core')
_module('System', UInt64=UInt64, Int32=int, UInt32=long, Int64=long, Byte=int, String=str)
_module('clr', AddReference=_nothing, ImportExtensions=_nothing)
import clr
import System
import Antmicro
