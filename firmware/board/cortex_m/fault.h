/* A fault ends the program and stays visible: on the console, and in the registers for a debugger or emulator. */
#ifndef FAULT_H
#define FAULT_H

void HardFault_Handler(void);

#endif
