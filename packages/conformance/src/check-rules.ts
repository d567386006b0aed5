/** checkRule: a plugin's rule fires, and what it puts in the place of ops has their values and gradients. */
import {
  broadcastTo,
  checkKind,
  checkParts,
  cond,
  formatShape,
  full,
  isTyped,
  RensaError,
  scan,
  simplifyWith,
  traceTree,
  type HostTensor,
  type OpSample,
  type OpSamples,
  type PluginDefinition,
  type Rule,
  type Tensor,
  type TensorType,
  type Traced,
} from "@rensa/core";
import { checkPasses, removeDead, runPasses, type ChangedValue, type Difference, present } from "@rensa/core/compiler";
import { algebra } from "@rensa/ops";
import { about, attempt, findingsOf, type Finding } from "./finding.ts";
import { nameOf, specOf, traceSample, type SampleInputs } from "./evaluate.ts";
import { Subject } from "./subject.ts";

/** A sample traced in one of the places in which passes meet it. */
interface Form {
  readonly where: string;
  readonly traced: Traced<ReturnType<typeof specOf>, unknown>;
}

/**
 * Checks a rule by itself on all samples: that it fires on one at least, and that wherever it fires no value changes, on
 * the sample's data and on extremes: in values, in gradients, with floats of either dtype, in a branch and in a loop.
 *
 * @param rule - The rule.
 * @param plugin - The plugin's name, for the findings.
 * @param all - The samples of the plugin's ops.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkRule } from "@rensa/conformance";
 * import { rule, sampleTensor, type Tensor } from "@rensa/core";
 * import { tanh } from "@rensa/ops";
 *
 * const wrong = rule("tanh(x) -> x", { op: tanh, inputs: ["x"] }, ({ x }) => x);
 * const samples = { op: tanh, samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => tanh(x) }] };
 * console.log((await checkRule(wrong, "mine", [samples])).length > 0); // true
 * ```
 */
export async function checkRule(rule: Rule, plugin: string, all: readonly OpSamples[]): Promise<readonly Finding[]> {
  checkParts("checkRule: the rule", rule, "name", "pattern", "replace");
  checkKind("checkRule: the name of the plugin", plugin, "string");
  checkKind("checkRule: the samples", all, "list");
  const findings: Finding[] = [];
  const unfit: string[] = [];
  let fired = 0;
  for (const samples of all) {
    for (const sample of samples.samples) {
      const place = { check: "rules", op: samples.op.definition.name, sample: sample.name };
      findings.push(
        ...(await attempt(place, async () => {
          const found = await changesBy(rule, samples, sample, unfit);
          fired += found.length;
          return findingsOf(place, ...found);
        })),
      );
    }
  }
  const where = `the number of samples on which the rule "${rule.name}" fires`;
  const [text] = unfit;
  const found = text === undefined ? "0" : `0, as what it returns does not fit: ${text}`;
  const never = fired === 0 && findings.length === 0 ? { where, expected: "one at least", found } : null;
  return [...findings, ...findingsOf({ check: "rules", op: plugin, sample: "" }, never)];
}

/** What a rule changes in each form of a sample in which it fires: one entry for each, `null` for nothing. */
async function changesBy(
  rule: Rule,
  samples: OpSamples,
  sample: OpSample,
  unfit: string[],
): Promise<readonly (Difference | null)[]> {
  const plain = new Subject(samples, sample);
  const others = (["f32", "f64"] as const).flatMap((dtype) => plain.withFloats(dtype) ?? []);
  const differences: (Difference | null)[] = [];
  for (const subject of [plain, ...others]) {
    const { inputs } = subject;
    const data = Object.fromEntries(inputs.map((input, at) => [nameOf(at), input]));
    for (const { where, traced } of formsOf(subject)) {
      const counted = counting(rule, unfit);
      await runPasses(traced.graph, traced.definitions, [simplifyWith([counted.rule])]);
      const passes = { passes: [simplifyWith([counted.rule])] };
      const first = await checkPasses(traced, passes, { data });
      // Terms of size 1 that cancel leave their rounding, which has no sign.
      const found = isRounding(first) ? await checkPasses(traced, passes, { data, extremes: false }) : first;
      if (counted.times() === 0) continue;
      differences.push(about(`${where}${dtypesOf(inputs)}, by the rule "${rule.name}"`, changedValue(found)));
    }
  }
  return differences;
}

function formsOf(subject: Subject): readonly Form[] {
  const { inputs, apply } = subject.sample;
  const inBranch = traceTree<ReturnType<typeof specOf>, unknown>(specOf(inputs), (given: SampleInputs) => {
    const result = (): Tensor => apply(...Object.values(given));
    return cond(full([], 1, "bool"), result, result);
  });
  // What a branch reads from around it; what a loop reads, step by step.
  const inLoop = traceTree<ReturnType<typeof specOf>, unknown>(specOf(inputs), (given: SampleInputs) => {
    const sequences = Object.entries(given).map(([name, each]) => [name, broadcastTo(each, [2, ...each.shape])]);
    const step = (carried: Tensor, elements: SampleInputs) =>
      [carried, { result: apply(...inputs.map((_, at) => present(elements[nameOf(at)]))) }] as const;
    return scan(full([], 0), Object.fromEntries(sequences) as SampleInputs, step, { length: 2 });
  });
  return [
    { where: "the values", traced: subject.traced },
    ...gradientsOf(subject),
    { where: "the values in a branch", traced: inBranch },
    { where: "the values in a loop", traced: inLoop },
  ];
}

function gradientsOf(subject: Subject): readonly Form[] {
  if (subject.noDerivative !== null) return [];
  try {
    return [{ where: "the gradients", traced: subject.gradients }];
  } catch (error) {
    // What has no derivative is found by the checks of the op.
    if (error instanceof RensaError && ["NOT_DIFFERENTIABLE", "VJP_MISSING"].includes(error.code)) return [];
    throw error;
  }
}

function isRounding(found: ChangedValue | null): boolean {
  return found !== null && Math.abs(found.before - found.after) < 2 ** -52;
}

/** The rule, and how often it gave what fits; what does not is added to `unfit`. */
function counting(rule: Rule, unfit: string[] = []): { readonly rule: Rule; readonly times: () => number } {
  let times = 0;
  const replace: Rule["replace"] = (captures, node, parts) => {
    const result = rule.replace(captures, node, parts);
    const [type] = node.outputs;
    if (isTyped(result) && type !== undefined && !fits(result, type)) {
      unfit.push(`${result.dtype}${formatShape(result.shape)} in place of ${type.dtype}${formatShape(type.shape)}`);
    } else if (result !== null) times++;
    return result;
  };
  return { rule: { ...rule, replace }, times: () => times };
}

/** True for the type itself, and one that is broadcast to it. */
function fits({ dtype, shape }: TensorType, type: TensorType): boolean {
  const leading = type.shape.length - shape.length;
  const isBroadcast = shape.every((extent, axis) => extent === 1 || extent === type.shape[leading + axis]);
  return dtype === type.dtype && leading >= 0 && isBroadcast;
}

/** So often the rules of a plugin are applied, beside the standard ones, until they have to have come to an end. */
const mostRounds = 10;

/** Rules that fire on what they put in its place themselves, or undo each other. */
export async function checkRulesEnd(plugin: PluginDefinition, all: readonly OpSamples[]): Promise<readonly Finding[]> {
  const endless = new Set<string>();
  const place = { check: "rules", op: plugin.name, sample: "" };
  const findings = await attempt(place, async () => {
    for (const samples of all) {
      for (const { inputs, apply } of samples.samples) {
        const traced = traceSample(inputs, apply);
        let { graph, definitions }: Pick<typeof traced, "graph" | "definitions"> = traced;
        for (let round = 1; round <= mostRounds; round++) {
          const counted = plugin.rewrites.map((rule) => counting(rule));
          const pass = simplifyWith([...counted.map(({ rule }) => rule), ...algebra]);
          const result = await runPasses(graph, definitions, [pass, removeDead]);
          const fired = counted.filter(({ times }) => times() > 0);
          if (fired.length === 0) break;
          if (round === mostRounds) for (const { rule } of fired) endless.add(`"${rule.name}"`);
          [graph, definitions] = [result.graph, result.definitions];
        }
      }
    }
    return [];
  });
  if (endless.size === 0) return findings;
  const where = `what the rules ${[...endless].join(" and ")} do, applied again and again,`;
  return [
    ...findings,
    ...findingsOf(place, { where, expected: "an end", found: "it comes to no end: they fire on what rules put there" }),
  ];
}

function dtypesOf(inputs: readonly HostTensor[]): string {
  return inputs.length === 0 ? "" : ` of ${inputs.map(({ dtype }) => dtype).join(" and ")}`;
}

function changedValue(found: ChangedValue | null): Difference | null {
  if (found === null) return null;
  const { node, op, element, before, after, data, regions } = found;
  const inside = regions.length === 0 ? "" : `, inside ${regions.join(", inside ")}`;
  return {
    where: `element ${String(element)} of ${node} (${op})${inside} on ${data}`,
    expected: String(before),
    found: String(after),
  };
}
