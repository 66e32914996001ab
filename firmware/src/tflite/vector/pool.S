    .file "pool.S"
    .option arch, +zve32f
    .text

/* void vector_pool_float(const float *from, uint32_t rows, uint32_t columns, uint32_t image_row, uint32_t channels,
 *                        float *to, float min, float max) */
    .globl vector_pool_float
vector_pool_float:
    slli t6, a4, 2
1:  vsetvli t0, a4, e32, m8, ta, ma
    vfmv.v.f v8, fa0
    mv t1, a1
    mv t2, a0
    beqz a1, 4f
    beqz a2, 4f
2:  mv t3, a2
    mv t4, t2
3:  vle32.v v16, (t4)
    vfmax.vv v8, v8, v16
    add t4, t4, t6
    addi t3, t3, -1
    bnez t3, 3b
    add t2, t2, a3
    addi t1, t1, -1
    bnez t1, 2b
4:  vfmin.vf v8, v8, fa1
    vse32.v v8, (a5)
    sub a4, a4, t0
    slli t0, t0, 2
    add a0, a0, t0
    add a5, a5, t0
    bnez a4, 1b
    ret

/* void vector_pool_int8(const int8_t *from, uint32_t rows, uint32_t columns, uint32_t image_row, uint32_t channels,
 *                       int8_t *to, int32_t min, int32_t max) */
    .globl vector_pool_int8
vector_pool_int8:
    mv t6, a4
1:  vsetvli t0, a4, e8, m8, ta, ma
    vmv.v.x v8, a6
    mv t1, a1
    mv t2, a0
    beqz a1, 4f
    beqz a2, 4f
2:  mv t3, a2
    mv t4, t2
3:  vle8.v v16, (t4)
    vmax.vv v8, v8, v16
    add t4, t4, t6
    addi t3, t3, -1
    bnez t3, 3b
    add t2, t2, a3
    addi t1, t1, -1
    bnez t1, 2b
4:  vmin.vx v8, v8, a7
    vse8.v v8, (a5)
    sub a4, a4, t0
    add a0, a0, t0
    add a5, a5, t0
    bnez a4, 1b
    ret
