package dev.kenning.testbench.emulator.core.riscv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The opcode counters that Renode 1.15.3 installs, by extension, in its order.
 *
 * <p>This is what monitor and CSV show; it names instructions that no core here has, and leaves some out that they have.
 * Names and order of RV32 are recorded; those that RV64, the atomics and double precision add follow the riscv-opcodes project, which
 * Renode's lists come from.
 */
final class RenodeOpcodes {

    private static final Map<Extension, String> NAMES = Map.of(
            Extension.I, """
            ecall ebreak sret mret dret sfence.vma wfi csrrw csrrs csrrc csrrwi csrrsi csrrci beq bne blt bge
            bltu bgeu jalr jal lui auipc addi slti sltiu xori ori andi add sub sll slt sltu xor srl sra or and
            lb lh lw lbu lhu sb sh sw fence fence.i\
            """,
            Extension.M, """
            mul mulh mulhsu mulhu div divu rem remu\
            """,
            Extension.A, """
            amoadd.w amoxor.w amoor.w amoand.w amomin.w amomax.w amominu.w amomaxu.w amoswap.w lr.w sc.w\
            """,
            Extension.F, """
            fadd.s fsub.s fmul.s fdiv.s fsgnj.s fsgnjn.s fsgnjx.s fmin.s fmax.s fsqrt.s fle.s flt.s feq.s
            fcvt.w.s fcvt.wu.s fmv.x.w fclass.s fcvt.s.w fcvt.s.wu fmv.w.x flw fsw fmadd.s fmsub.s fnmsub.s
            fnmadd.s\
            """,
            Extension.D, """
            fadd.d fsub.d fmul.d fdiv.d fsgnj.d fsgnjn.d fsgnjx.d fmin.d fmax.d fcvt.s.d fcvt.d.s fsqrt.d fle.d flt.d
            feq.d fcvt.w.d fcvt.wu.d fclass.d fcvt.d.w fcvt.d.wu fld fsd fmadd.d fmsub.d fnmsub.d fnmadd.d\
            """,
            Extension.C, """
            @c.nop @c.addi16sp @c.jr @c.jalr @c.ebreak c.addi4spn c.fld c.lw c.flw c.fsd c.sw c.fsw c.addi c.jal
            c.li c.lui c.srli c.srai c.andi c.sub c.xor c.or c.and c.j c.beqz c.bnez c.slli c.fldsp c.lwsp
            c.flwsp c.mv c.add c.fsdsp c.swsp c.fswsp @c.srli.rv32 @c.srai.rv32 @c.slli.rv32\
            """,
            Extension.V, """
            vsetivli vsetvli vsetvl vlm.v vsm.v vle8.v vle16.v vle32.v vle64.v vle128.v vle256.v vle512.v
            vle1024.v vse8.v vse16.v vse32.v vse64.v vse128.v vse256.v vse512.v vse1024.v vluxei8.v vluxei16.v
            vluxei32.v vluxei64.v vluxei128.v vluxei256.v vluxei512.v vluxei1024.v vsuxei8.v vsuxei16.v
            vsuxei32.v vsuxei64.v vsuxei128.v vsuxei256.v vsuxei512.v vsuxei1024.v vlse8.v vlse16.v vlse32.v
            vlse64.v vlse128.v vlse256.v vlse512.v vlse1024.v vsse8.v vsse16.v vsse32.v vsse64.v vsse128.v
            vsse256.v vsse512.v vsse1024.v vloxei8.v vloxei16.v vloxei32.v vloxei64.v vloxei128.v vloxei256.v
            vloxei512.v vloxei1024.v vsoxei8.v vsoxei16.v vsoxei32.v vsoxei64.v vsoxei128.v vsoxei256.v
            vsoxei512.v vsoxei1024.v vle8ff.v vle16ff.v vle32ff.v vle64ff.v vle128ff.v vle256ff.v vle512ff.v
            vle1024ff.v vl1re8.v vl1re16.v vl1re32.v vl1re64.v vl2re8.v vl2re16.v vl2re32.v vl2re64.v vl4re8.v
            vl4re16.v vl4re32.v vl4re64.v vl8re8.v vl8re16.v vl8re32.v vl8re64.v vs1r.v vs2r.v vs4r.v vs8r.v
            vfadd.vf vfsub.vf vfmin.vf vfmax.vf vfsgnj.vf vfsgnjn.vf vfsgnjx.vf vfslide1up.vf vfslide1down.vf
            vfmv.s.f vfmerge.vfm vfmv.v.f vmfeq.vf vmfle.vf vmflt.vf vmfne.vf vmfgt.vf vmfge.vf vfdiv.vf
            vfrdiv.vf vfmul.vf vfrsub.vf vfmadd.vf vfnmadd.vf vfmsub.vf vfnmsub.vf vfmacc.vf vfnmacc.vf
            vfmsac.vf vfnmsac.vf vfwadd.vf vfwsub.vf vfwadd.wf vfwsub.wf vfwmul.vf vfwmacc.vf vfwnmacc.vf
            vfwmsac.vf vfwnmsac.vf vfadd.vv vfredusum.vs vfsub.vv vfredosum.vs vfmin.vv vfredmin.vs vfmax.vv
            vfredmax.vs vfsgnj.vv vfsgnjn.vv vfsgnjx.vv vfmv.f.s vmfeq.vv vmfle.vv vmflt.vv vmfne.vv vfdiv.vv
            vfmul.vv vfmadd.vv vfnmadd.vv vfmsub.vv vfnmsub.vv vfmacc.vv vfnmacc.vv vfmsac.vv vfnmsac.vv
            vfcvt.xu.f.v vfcvt.x.f.v vfcvt.f.xu.v vfcvt.f.x.v vfcvt.rtz.xu.f.v vfcvt.rtz.x.f.v vfwcvt.xu.f.v
            vfwcvt.x.f.v vfwcvt.f.xu.v vfwcvt.f.x.v vfwcvt.f.f.v vfwcvt.rtz.xu.f.v vfwcvt.rtz.x.f.v
            vfncvt.xu.f.w vfncvt.x.f.w vfncvt.f.xu.w vfncvt.f.x.w vfncvt.f.f.w vfncvt.rod.f.f.w
            vfncvt.rtz.xu.f.w vfncvt.rtz.x.f.w vfsqrt.v vfrsqrt7.v vfrec7.v vfclass.v vfwadd.vv vfwredusum.vs
            vfwsub.vv vfwredosum.vs vfwadd.wv vfwsub.wv vfwmul.vv vfwmacc.vv vfwnmacc.vv vfwmsac.vv vfwnmsac.vv
            vadd.vx vsub.vx vrsub.vx vminu.vx vmin.vx vmaxu.vx vmax.vx vand.vx vor.vx vxor.vx vrgather.vx
            vslideup.vx vslidedown.vx vadc.vxm vmadc.vxm vmadc.vx vsbc.vxm vmsbc.vxm vmsbc.vx vmerge.vxm vmv.v.x
            vmseq.vx vmsne.vx vmsltu.vx vmslt.vx vmsleu.vx vmsle.vx vmsgtu.vx vmsgt.vx vsaddu.vx vsadd.vx
            vssubu.vx vssub.vx vsll.vx vsmul.vx vsrl.vx vsra.vx vssrl.vx vssra.vx vnsrl.wx vnsra.wx vnclipu.wx
            vnclip.wx vadd.vv vsub.vv vminu.vv vmin.vv vmaxu.vv vmax.vv vand.vv vor.vv vxor.vv vrgather.vv
            vrgatherei16.vv vadc.vvm vmadc.vvm vmadc.vv vsbc.vvm vmsbc.vvm vmsbc.vv vmerge.vvm vmv.v.v vmseq.vv
            vmsne.vv vmsltu.vv vmslt.vv vmsleu.vv vmsle.vv vsaddu.vv vsadd.vv vssubu.vv vssub.vv vsll.vv
            vsmul.vv vsrl.vv vsra.vv vssrl.vv vssra.vv vnsrl.wv vnsra.wv vnclipu.wv vnclip.wv vwredsumu.vs
            vwredsum.vs vadd.vi vrsub.vi vand.vi vor.vi vxor.vi vrgather.vi vslideup.vi vslidedown.vi vadc.vim
            vmadc.vim vmadc.vi vmerge.vim vmv.v.i vmseq.vi vmsne.vi vmsleu.vi vmsle.vi vmsgtu.vi vmsgt.vi
            vsaddu.vi vsadd.vi vsll.vi vmv1r.v vmv2r.v vmv4r.v vmv8r.v vsrl.vi vsra.vi vssrl.vi vssra.vi
            vnsrl.wi vnsra.wi vnclipu.wi vnclip.wi vredsum.vs vredand.vs vredor.vs vredxor.vs vredminu.vs
            vredmin.vs vredmaxu.vs vredmax.vs vaaddu.vv vaadd.vv vasubu.vv vasub.vv vmv.x.s vzext.vf8 vsext.vf8
            vzext.vf4 vsext.vf4 vzext.vf2 vsext.vf2 vcompress.vm vmandnot.mm vmand.mm vmor.mm vmxor.mm
            vmornot.mm vmnand.mm vmnor.mm vmxnor.mm vmsbf.m vmsof.m vmsif.m viota.m vid.v vcpop.m vfirst.m
            vdivu.vv vdiv.vv vremu.vv vrem.vv vmulhu.vv vmul.vv vmulhsu.vv vmulh.vv vmadd.vv vnmsub.vv vmacc.vv
            vnmsac.vv vwaddu.vv vwadd.vv vwsubu.vv vwsub.vv vwaddu.wv vwadd.wv vwsubu.wv vwsub.wv vwmulu.vv
            vwmulsu.vv vwmul.vv vwmaccu.vv vwmacc.vv vwmaccsu.vv vaaddu.vx vaadd.vx vasubu.vx vasub.vx vmv.s.x
            vslide1up.vx vslide1down.vx vdivu.vx vdiv.vx vremu.vx vrem.vx vmulhu.vx vmul.vx vmulhsu.vx vmulh.vx
            vmadd.vx vnmsub.vx vmacc.vx vnmsac.vx vwaddu.vx vwadd.vx vwsubu.vx vwsub.vx vwaddu.wx vwadd.wx
            vwsubu.wx vwsub.wx vwmulu.vx vwmulsu.vx vwmul.vx vwmaccu.vx vwmacc.vx vwmaccus.vx vwmaccsu.vx
            vamoswapei8.v vamoaddei8.v vamoxorei8.v vamoandei8.v vamoorei8.v vamominei8.v vamomaxei8.v
            vamominuei8.v vamomaxuei8.v vamoswapei16.v vamoaddei16.v vamoxorei16.v vamoandei16.v vamoorei16.v
            vamominei16.v vamomaxei16.v vamominuei16.v vamomaxuei16.v vamoswapei32.v vamoaddei32.v vamoxorei32.v
            vamoandei32.v vamoorei32.v vamominei32.v vamomaxei32.v vamominuei32.v vamomaxuei32.v vamoswapei64.v
            vamoaddei64.v vamoxorei64.v vamoandei64.v vamoorei64.v vamominei64.v vamomaxei64.v vamominuei64.v
            vamomaxuei64.v @vmvnfr.v @vl1r.v @vl2r.v @vl4r.v @vl8r.v @vle1.v @vse1.v @vfredsum.vs @vfwredsum.vs
            @vpopc.m\
            """);

    /** What RV64 adds. */
    private static final Map<Extension, String> WIDE_NAMES = Map.of(
            Extension.I, "addiw slliw srliw sraiw addw subw sllw srlw sraw ld lwu sd slli srli srai",
            Extension.M, "mulw divw divuw remw remuw",
            Extension.A, "amoadd.d amoxor.d amoor.d amoand.d amomin.d amomax.d amominu.d amomaxu.d amoswap.d lr.d sc.d",
            Extension.F, "fcvt.l.s fcvt.lu.s fcvt.s.l fcvt.s.lu",
            Extension.D, "fcvt.l.d fcvt.lu.d fmv.x.d fcvt.d.l fcvt.d.lu fmv.d.x");

    private RenodeOpcodes() {}

    /** Returns the names of an extension on cores of a width. */
    static List<String> of(Extension extension, Xlen xlen) {
        List<String> names = new ArrayList<>();
        add(names, NAMES.getOrDefault(extension, ""));
        if (xlen == Xlen.RV64) {
            add(names, WIDE_NAMES.getOrDefault(extension, ""));
        }
        return names;
    }

    private static void add(List<String> names, String text) {
        if (!text.isBlank()) {
            names.addAll(List.of(text.strip().split("\\s+")));
        }
    }
}
