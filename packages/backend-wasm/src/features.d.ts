/** The features that the backend makes use of. */
export interface Features {
    /** 128-bit vectors. Without them the backend does not work. */
    readonly simd: boolean;
    /** Fused multiply-add. */
    readonly relaxedSimd: boolean;
    /** Shared memory and atomic instructions, and the right to use them (in a browser: cross-origin isolation). */
    readonly threads: boolean;
}
/** Probes the engine. On Node 20, {@link enableRelaxedSimd} must have been called before. */
export declare function probeFeatures(): Features;
/**
 * Switches relaxed SIMD on in Node 20, whose engine has it behind a flag. Elsewhere it does nothing: the flag is set
 * only where the probe fails, because newer engines warn of flags that they no longer know.
 */
export declare function enableRelaxedSimd(): void;
//# sourceMappingURL=features.d.ts.map