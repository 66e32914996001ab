/* A program for tests of console, LED and button: what a user of a board sees and touches.
 *
 * The LED changes every 100 ms. Each change of the button is told on the console. A line that was typed is echoed and
 * answered: "led on", "led off" and "led blink" set the LED, "fault" ends the program, others are refused. */
#include <stdbool.h>
#include <string.h>

#include "clock.h"
#include "platform.h"
#include "registers.h"
#include "system_registers.h"

enum {
    TICKS_PER_SECOND = 1000,
    BLINK_TICKS = 100,
    BAUD_RATE = 115200,
    LINE_SIZE = 64,
    INPUT_SIZE = 256,
    USART1_IRQ = 37,
    LED_PIN = 1,
    BUTTON_PIN = 11,
    AHB1ENR_PORTS_A_B_I = 1 << 0 | 1 << 1 | 1 << 8,
    APB2ENR_USART1 = 1 << 4,
};

#define GPIO_I 0x40022000
#define GPIO_IDR(port) REGISTER((port) + 0x10)
#define GPIO_BSRR(port) REGISTER((port) + 0x18)

void SysTick_Handler(void);
void Device_Handler(void);
int main(void);

/* Looked at by tests through the symbol table. */
volatile uint32_t led_changes;

static volatile uint32_t ticks;
static volatile uint8_t input[INPUT_SIZE];
static volatile uint32_t received;
static bool lit;
static bool blinking = true;

void SysTick_Handler(void) {
    ticks++;
}

void Device_Handler(void) {
    while (USART_ISR(USART_1) & USART_ISR_RXNE) {
        input[received % INPUT_SIZE] = (uint8_t)USART_RDR(USART_1);
        received++;
    }
}

static void put(char character) {
    while ((USART_ISR(USART_1) & USART_ISR_TXE) == 0) {
    }
    USART_TDR(USART_1) = (uint8_t)character;
}

void console_write(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        put(text[i]);
    }
}

static void print(const char *text) {
    console_write(text, strlen(text));
}

static void set_led(bool on) {
    if (on != lit) {
        led_changes++;
    }
    lit = on;
    GPIO_BSRR(GPIO_I) = on ? 1u << LED_PIN : 1u << (LED_PIN + 16);
}

static void set_mode(uint32_t port, unsigned pin, unsigned mode) {
    GPIO_MODER(port) = (GPIO_MODER(port) & ~(3u << (2 * pin))) | mode << (2 * pin);
}

/* Console: PA9, PB7, the virtual port of the board's ST-LINK. */
static void start_console(uint32_t apb2_hz) {
    GPIO_AFR(GPIO_A, 9) |= 7u << 4;
    GPIO_AFR(GPIO_B, 7) |= 7u << 28;
    set_mode(GPIO_A, 9, 2);
    set_mode(GPIO_B, 7, 2);
    USART_BRR(USART_1) = apb2_hz / BAUD_RATE;
    USART_CR1(USART_1) = USART_CR1_UE | USART_CR1_TE | USART_CR1_RE | USART_CR1_RXNEIE;
    NVIC_ISER(USART1_IRQ) = 1u << (USART1_IRQ % 32);
}

static void start_ticks(uint32_t core_hz) {
    SYST_RVR = core_hz / TICKS_PER_SECOND - 1;
    SYST_CVR = 0;
    SYST_CSR = SYST_CSR_CLKSOURCE | SYST_CSR_TICKINT | SYST_CSR_ENABLE;
}

static void answer(const char *line) {
    if (strcmp(line, "led on") == 0 || strcmp(line, "led off") == 0) {
        blinking = false;
        set_led(line[5] == 'n');
        print("ok\r\n");
    } else if (strcmp(line, "led blink") == 0) {
        blinking = true;
        print("ok\r\n");
    } else if (strcmp(line, "fault") == 0) {
        __asm volatile("udf #0");
    } else if (line[0] != 0) {
        print("unknown command: ");
        print(line);
        print("\r\n");
    }
    print("blinky> ");
}

static void read_console(void) {
    static char line[LINE_SIZE];
    static uint32_t length, taken;
    while (taken != received) {
        char character = (char)input[taken++ % INPUT_SIZE];
        if (character == '\r') {
            print("\r\n");
            line[length] = 0;
            length = 0;
            answer(line);
        } else if (length < LINE_SIZE - 1) {
            put(character);
            line[length++] = character;
        }
    }
}

static void read_button(void) {
    static bool was_pressed;
    bool pressed = GPIO_IDR(GPIO_I) & 1u << BUTTON_PIN;
    if (pressed != was_pressed) {
        was_pressed = pressed;
        print(pressed ? "\r\nbutton pressed\r\n" : "\r\nbutton released\r\n");
    }
}

static void blink(void) {
    static uint32_t changed;
    if (ticks - changed >= BLINK_TICKS) {
        changed += BLINK_TICKS;
        if (blinking) {
            set_led(!lit);
        }
    }
}

int main(void) {
    uint32_t core = clock_init();
    RCC_AHB1ENR |= AHB1ENR_PORTS_A_B_I;
    RCC_APB2ENR |= APB2ENR_USART1;
    set_mode(GPIO_I, LED_PIN, 1);
    start_console(clock_apb2(core));
    start_ticks(core);
    print("*** Booting blinky ***\r\nblinky> ");
    for (;;) {
        read_console();
        read_button();
        blink();
        __asm volatile("wfi");
    }
}
