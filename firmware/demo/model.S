/* The built-in model: the file that DEMO_MODEL names. */
    .file "model.S"
    .section .rodata.demo_model, "a", %progbits
    .balign 16
    .globl demo_model, demo_model_end
demo_model:
    .incbin DEMO_MODEL
demo_model_end:
