/** The page of an op: what it computes, how it is called, its derivative, what it refuses, from its definition and samples. */
import { describeSchema } from "@rensa/core/compiler";
import type { DeclarationReflection, ParameterReflection, SignatureReflection } from "typedoc";
import { formatTensorType, toNested, type HostTensor, type OpSample, type OpSamples } from "@rensa/core";
import { callOfConstant } from "../reference/callable.ts";
import { commentText } from "../reference/comments.ts";
import { escapeProse, inlineCode, table } from "../reference/markdown.ts";
import { callText } from "../reference/signatures.ts";
import {
  commentOf,
  examples,
  furtherReading,
  linkCodes,
  pageHead,
  refusals,
  typesBeside,
  type PageContext,
} from "../reference/symbol-page.ts";
import type { ExportedSymbol } from "../reference/symbols.ts";
import type { WrittenCall } from "../written-calls.ts";
import { elsewhereOf } from "./elsewhere.ts";
import { plotCurves } from "./plot.ts";
import { formulaOf, refuse, runCall, typesOfCall, vjpGraph, type SampledCall } from "./sampled-op.ts";
import { plottedValues } from "./plotted-values.ts";

/** An op beside the others of its family, and its row of the support matrix. */
export interface OpSurroundings {
  readonly related: readonly ExportedSymbol[];
  /** By column of the support matrix. */
  readonly support: ReadonlyMap<string, string>;
  /** Its samples as they are written, by name. */
  readonly calls: ReadonlyMap<string, WrittenCall>;
}

/** Makes the page. */
export async function opPage(
  symbol: ExportedSymbol,
  samples: OpSamples,
  surroundings: OpSurroundings,
  context: PageContext,
): Promise<string> {
  const comment = commentOf(symbol.reflection);
  const written = surroundings.calls;
  const calls = await Promise.all(
    samples.samples.slice(0, 4).map((each) => runCall(samples, each, written.get(each.name))),
  );
  const formula = formulaOf(samples);
  return [
    pageHead(symbol, context),
    `<div class="rensa-signature">\n\n${inlineCode(plainSignature(symbol, samples))}\n\n</div>\n`,
    commentText(comment?.summary, context.addressOf),
    formula === null
      ? ""
      : `\n$$\n\\operatorname{${symbol.name}}(${(samples.op.definition.inputs ?? []).map((each) => (each.length === 1 ? each : `\\mathrm{${each}}`)).join(", ")}) = ${formula}\n$$\n`,
    await plot(symbol.name, samples),
    attributes(symbol, samples),
    await typesBeside(symbol, context),
    shapes(calls),
    sampledExamples(calls, symbol.name),
    examples(comment, context.addressOf).replace("## Example", "## In a program"),
    await derivative(samples, samples.samples[0]),
    refusedCalls(samples, written),
    refusals(comment, context),
    elsewhere(symbol.name, samples),
    support(surroundings),
    exactSignature(symbol),
    related(symbol, surroundings),
    furtherReading(comment, context.addressOf),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** `conv2d(x, weights, { strides, padding })`: as it is called where it has a call of its own, else by its definition. */
export function plainSignature(
  { name, reflection }: Pick<ExportedSymbol, "name" | "reflection">,
  { op }: OpSamples,
): string {
  const call = ownCall(reflection);
  if (call !== null) return `${name}(${(call.parameters ?? []).map(plainParameter).join(", ")})`;
  const { inputs, attributes: given } = op.definition;
  const names = inputs === null ? ["...inputs"] : [...inputs];
  const keys = Object.keys(given);
  return `${name}(${[...names, ...(keys.length === 0 ? [] : [`{ ${keys.join(", ")} }`])].join(", ")})`;
}

/** How an op is called that turns what it is given into attributes of its own. */
function ownCall(reflection: DeclarationReflection): SignatureReflection | null {
  return reflection.signatures?.[0] ?? callOfConstant(reflection);
}

function plainParameter({ name, type, flags, defaultValue }: ParameterReflection): string {
  const keys = type?.type === "reflection" ? (type.declaration.children ?? []).map((each) => each.name) : [];
  if (keys.length > 0) return `{ ${keys.join(", ")} }`;
  return `${flags.isRest ? "..." : ""}${name}${flags.isOptional || defaultValue !== undefined ? "?" : ""}`;
}

function attributes({ reflection }: ExportedSymbol, { op }: OpSamples): string {
  // What such a call makes of its options is no business of who calls it.
  if (ownCall(reflection) !== null) return "";
  const { attributes: defaults, schema } = op.definition;
  const rows = Object.entries(defaults).map(([name, value]) => {
    const known = schema.get(name);
    return [
      inlineCode(name),
      known === undefined ? "" : escapeProse(describeSchema(known)),
      inlineCode(JSON.stringify(value)),
    ];
  });
  return rows.length === 0 ? "" : `## Attributes\n\n${table(["Attribute", "What may be given", "Default"], rows)}`;
}

function shapes(calls: readonly SampledCall[]): string {
  const rows = calls.map((call) => {
    const [given, result] = typesOfCall(call);
    return [call.call === null ? call.name : inlineCode(call.call), inlineCode(given), inlineCode(result)];
  });
  return `## Shapes\n\nFrom calls that the tests make:\n\n${table(["Call", "Inputs", "Result"], rows)}`;
}

/** Calls that are small enough to be read, with what comes of them. */
function sampledExamples(calls: readonly SampledCall[], name: string): string {
  const small = calls
    .filter(({ call, inputs, result }) => call !== null && [...inputs, result].every(({ data }) => data.length <= 24))
    .slice(0, 3);
  if (small.length === 0) return "";
  const blocks = small.map(({ call, inputs, inputNames, result }) =>
    [
      ...inputs.map((tensor, at) => `${inputNames[at] ?? ""} = ${valuesText(tensor)}`),
      call ?? "",
      `// ${valuesText(result)}`,
    ].join("\n"),
  );
  return `## Values\n\nWhat ${inlineCode(name)} gives, computed as this page was made:\n\n${blocks.map((block) => `\`\`\`ts\n${block}\n\`\`\``).join("\n\n")}\n`;
}

function valuesText(tensor: HostTensor): string {
  const values = JSON.stringify(toNested(tensor), (_, value: unknown) =>
    typeof value === "number" ? (Number.isFinite(value) ? Number(value.toPrecision(5)) : String(value)) : value,
  );
  return `${values.replaceAll('"', "").replaceAll(",", ", ")} // ${formatTensorType(tensor)}`.replace(
    / \/\/ (f32|f64|i32|u8|bool)\[\]$/,
    " // $1",
  );
}

async function derivative(samples: OpSamples, sample: OpSample | undefined): Promise<string> {
  const { vjp, nonDifferentiable, jvp, form } = samples.op.definition;
  if (nonDifferentiable !== null) return `## Derivative\n\nIt has none: ${escapeProse(nonDifferentiable)}.\n`;
  const graph = sample === undefined ? null : await vjpGraph(samples, sample);
  if (graph === null) return "";
  const origin =
    vjp !== null
      ? "Its vjp is given with the op."
      : "scalar" in form
        ? "Its vjp is derived from its formula."
        : "Its vjp is that of the ops that it is made of.";
  const forward = jvp === null ? " Forward mode is the transpose of it." : " Forward mode has a rule of its own.";
  return [
    `## Derivative\n\n${origin}${forward} For the first call above, this is the graph of the vjp:\n`,
    graph.picture === null ? "" : `<figure class="rensa-graph" v-pre>\n${inPage(graph.picture)}\n</figure>\n`,
    `::: details As text\n\`\`\`txt\n${graph.text.trim()}\n\`\`\`\n:::\n`,
  ].join("\n");
}

/** A picture on a page that has its own colors for light and dark; an empty line would end it. */
function inPage(svg: string): string {
  return svg
    .trim()
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replaceAll(/\n\s*\n/g, "\n");
}

async function plot(name: string, samples: OpSamples): Promise<string> {
  const plotted = await plottedValues(samples);
  if (plotted === null) return "";
  const curves = [
    { label: name, className: "value", values: plotted.values },
    ...(plotted.slopes === null ? [] : [{ label: "its derivative", className: "slope", values: plotted.slopes }]),
  ];
  return `\n<figure>${plotCurves(`${name} and its derivative`, plotted.places, curves)}</figure>\n`;
}

function refusedCalls(samples: OpSamples, written: ReadonlyMap<string, WrittenCall>): string {
  const rows = (samples.errors ?? []).flatMap((error) => {
    const each = refuse(samples, error, written.get(error.name));
    if (each === null) return [];
    const types = each.types.map(formatTensorType).join(", ");
    const call = each.call === null ? each.name : inlineCode(each.call);
    return [
      [
        types === "" ? call : `${call} with ${inlineCode(types)}`,
        linkCodes(inlineCode(each.code)),
        escapeProse(each.sentence),
      ],
    ];
  });
  return rows.length === 0 ? "" : `## What it refuses\n\n${table(["Call", "Code", "What it says"], rows)}`;
}

function elsewhere(name: string, { samples, torch }: OpSamples): string {
  const reference = torch ?? samples[0]?.torch;
  const rows = Object.entries(elsewhereOf(name)).map(([library, called]) => [library, inlineCode(called)]);
  const lines = [
    typeof reference === "string"
      ? `\`\`\`python\n# PyTorch, run beside ours in the tests\n${reference}\n\`\`\`\n`
      : "",
    table(["Library", "The same or the nearest"], rows),
  ].filter((line) => line !== "");
  return lines.length === 0 ? "" : `## In other libraries\n\n${lines.join("\n")}`;
}

function support({ support: row }: OpSurroundings): string {
  const cells = [...row].filter(([title]) => title !== "attributes");
  if (cells.length === 0) return "";
  const rows = [cells.map(([, verdict]) => verdict.replaceAll(/\[\^\d+\]/g, ""))];
  return `## Support\n\n${table(
    cells.map(([title]) => title),
    rows,
  )}`;
}

function exactSignature({ name, reflection }: ExportedSymbol): string {
  const type =
    reflection.signatures === undefined ? String(reflection.type) : reflection.signatures.map(callText).join("\n");
  return `## Exact type\n\n::: details ${name}\n\`\`\`ts\n${type}\n\`\`\`\n:::\n`;
}

function related(own: ExportedSymbol, { related: others }: OpSurroundings): string {
  const links = others.filter((each) => each !== own).map(({ name, page }) => `[${inlineCode(name)}](${page})`);
  return links.length === 0 ? "" : `## Related\n\n${links.join(", ")}\n`;
}
