/** What the app found, as it goes through JSON. */
export interface AppReport {
  /** The default backend's name. */
  readonly backend: string;
  readonly threads: number;
  /** What was said on the console. */
  readonly notices: readonly string[];
  /** Numbers on the default backend. */
  readonly usual: readonly number[];
  /** Numbers in WebAssembly without relaxed SIMD; `null` where WebAssembly is forbidden. */
  readonly strict: readonly number[] | null;
  /** Numbers in JavaScript. */
  readonly js: readonly number[];
}
