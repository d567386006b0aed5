/** What an editor knows of types: errors under the code, names to complete, and what a name is. */
import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import { linter, type Diagnostic } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { Explanation } from "../../../../../src/runnable/checker/messages.ts";
import type { RemoteChecker } from "./ask-checker.ts";

/** CodeMirror's kinds, for those of TypeScript that are called otherwise. */
const kinds: Readonly<Record<string, string>> = {
  module: "namespace",
  alias: "variable",
  const: "variable",
  let: "variable",
  var: "variable",
  parameter: "variable",
  method: "method",
  getter: "property",
  setter: "property",
};

/** Makes it. `judged` is told how many errors there are. */
export function typed(checker: RemoteChecker, judged: (errors: number) => void): Extension {
  return [
    linter(
      async ({ state }): Promise<Diagnostic[]> => {
        const length = state.doc.length;
        const complaints = await checker.check(state.doc.toString());
        judged(complaints.length);
        return complaints.map(({ from, to, message }) => ({
          from: Math.min(from, length),
          to: Math.min(to, length),
          severity: "error",
          message,
        }));
      },
      { delay: 400 },
    ),
    autocompletion({ override: [(context) => complete(checker, context)], icons: false }),
    hoverTooltip(async ({ state }, at) => {
      const explained = await checker.explain(state.doc.toString(), at);
      if (explained === null) return null;
      return {
        pos: explained.from,
        end: explained.to,
        above: true,
        create: () => ({ dom: drawExplanation(explained) }),
      };
    }),
  ];
}

async function complete(checker: RemoteChecker, context: CompletionContext) {
  const isBegun = context.matchBefore(/[\w$]+$|[."'/]$/) !== null;
  if (!isBegun && !context.explicit) return null;
  const code = context.state.doc.toString();
  const found = await checker.propose(code, context.pos);
  if (found === null || context.aborted) return null;
  const options = found.proposals.map(({ name, kind }): Completion => ({
    label: name,
    type: kinds[kind] ?? kind,
    info: async () => {
      const explained = await checker.explainProposal(code, context.pos, name);
      return explained === null ? null : drawExplanation(explained);
    },
  }));
  return { from: found.from, options, validFor: /^[\w$]*$/ };
}

function drawExplanation({ type, text }: Explanation): HTMLElement {
  const all = document.createElement("div");
  all.className = "rensa-explanation";
  const code = document.createElement("pre");
  code.textContent = type;
  all.append(code);
  if (text !== "") {
    const words = document.createElement("p");
    words.textContent = text;
    all.append(words);
  }
  return all;
}
