/** A small convolutional network that learns handwritten digits in the page. */
import { useData } from "vitepress";
import { defineComponent, h, ref, shallowRef, type VNode } from "vue";
import { digits, type DigitFile } from "@rensa/digits";
import { learnDigits, type DigitsLearned } from "../../../../../../examples/backpropagation/digits.ts";
import { drawChart, shown } from "./chart.ts";
import { inLanguage } from "./words.ts";

const words = {
  title: { en: "1,000 digits, learned here and now", ja: "1,000 個の数字を、いまここで学習" },
  start: { en: "Train", ja: "学習を始める" },
  loading: { en: "Loading the digits…", ja: "数字を読み込んでいます…" },
  loss: { en: "The loss of each update", ja: "各更新での損失" },
  accuracy: { en: "Digits of the test named rightly", ja: "テストの数字の正答率" },
  windows: { en: "The eight windows that it has learned:", ja: "学習した八つの窓：" },
};

async function read(digit: number): Promise<DigitFile> {
  const response = await fetch(`/digits/${String(digit)}.json`);
  return (await response.json()) as DigitFile;
}

/** The figure. */
export const TrainDigits = defineComponent({
  setup() {
    const { lang } = useData();
    const losses = shallowRef<readonly number[]>([]);
    const learned = shallowRef<DigitsLearned | null>(null);
    const state = ref<"idle" | "loading" | "training">("idle");
    const failure = ref("");
    const train = async (): Promise<void> => {
      state.value = "loading";
      losses.value = [];
      learned.value = null;
      failure.value = "";
      try {
        const { train: known, test } = await digits({ read });
        state.value = "training";
        const onStep = (_: number, loss: number): void => {
          losses.value = [...losses.value, loss];
        };
        learned.value = await learnDigits({ train: known, test, epochs: 6, onStep });
      } catch (error) {
        failure.value = error instanceof Error ? error.message : String(error);
      }
      state.value = "idle";
    };
    return () => {
      const say = (name: keyof typeof words): string => inLanguage(words[name], lang.value);
      const steps = Math.max(150, losses.value.length);
      return h("figure", { class: "rensa-figure" }, [
        h("figcaption", say("title")),
        h(
          "button",
          { type: "button", class: "rensa-button", disabled: state.value !== "idle", onClick: train },
          say("start"),
        ),
        state.value === "loading" ? h("p", say("loading")) : null,
        drawChart({
          label: say("loss"),
          x: [0, steps],
          y: [0, 2.5],
          series: [{ className: "way", points: losses.value.map((loss, at) => [at, loss] as const) }],
        }),
        learned.value === null ? null : drawLearned(learned.value, say),
        failure.value === "" ? null : h("p", { class: "failure", role: "alert" }, failure.value),
      ]);
    };
  },
});

function drawLearned({ accuracies, windows }: DigitsLearned, say: (name: keyof typeof words) => string): VNode {
  const last = accuracies.at(-1) ?? Number.NaN;
  return h("div", [
    h("p", { "aria-live": "polite" }, `${say("accuracy")}: ${shown(last * 100)} %. ${say("windows")}`),
    h("div", { class: "windows" }, windows.map(drawWindow)),
  ]);
}

/** Bright where a weight is large. */
function drawWindow(window: DigitsLearned["windows"][number]): VNode {
  const all = window.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const cells = window.flatMap((row, y) =>
    row.map((weight, x) =>
      h("rect", { x, y, width: 1, height: 1, "fill-opacity": ((weight - low) / (high - low)).toFixed(3) }),
    ),
  );
  return h("svg", { viewBox: "0 0 5 5", "aria-hidden": "true" }, cells);
}
