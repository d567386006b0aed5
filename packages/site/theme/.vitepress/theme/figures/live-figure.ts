/**
 * Figures that the reader can change: controls, what is computed from them by Rensa in the page, and how it is drawn. They
 * compute in the reader's browser alone, so that the page that is built shows the controls and an empty frame.
 */
import { useData } from "vitepress";
import { defineComponent, h, onMounted, reactive, ref, shallowRef, watch, type Component, type VNode } from "vue";
import { inLanguage, type Words } from "./words.ts";

/** What a control may set. */
export type Setting = number | string | boolean;

/** A figure. */
export interface LiveFigure<Settings extends Readonly<Record<string, Setting>>, Result> {
  /** What it shows, for those who do not see it too. */
  readonly title: Words;
  readonly controls: { readonly [K in keyof Settings]: AnyControl };
  readonly compute: (settings: Settings) => Promise<Result>;
  readonly draw: (result: Result, settings: Settings, language: string) => VNode;
}

/** A control of any kind. */
export type AnyControl = RangeControl | ChoiceControl | SwitchControl;

interface RangeControl {
  readonly kind: "range";
  readonly label: Words;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

interface ChoiceControl {
  readonly kind: "choice";
  readonly label: Words;
  readonly options: readonly string[];
}

interface SwitchControl {
  readonly kind: "switch";
  readonly label: Words;
}

/** Makes the component of a figure. */
export function liveFigure<Settings extends Readonly<Record<string, Setting>>, Result>(
  initial: Settings,
  { title, controls, compute, draw }: LiveFigure<Settings, Result>,
): Component {
  return defineComponent({
    setup() {
      const { lang } = useData();
      const settings = reactive<Record<string, Setting>>({ ...initial });
      const shown = shallowRef<{ readonly result: Result; readonly settings: Settings } | null>(null);
      const failure = ref("");
      let latest = 0;
      const update = async (): Promise<void> => {
        const number = ++latest;
        const asked: Settings = { ...initial, ...settings };
        try {
          const result = await compute(asked);
          // What was asked for later may be there before.
          if (number === latest) shown.value = { result, settings: asked };
          failure.value = "";
        } catch (error) {
          failure.value = error instanceof Error ? error.message : String(error);
        }
      };
      onMounted(() => {
        watch(settings, update, { immediate: true });
      });
      const change = (name: string, value: Setting): void => {
        settings[name] = value;
      };
      return () =>
        h("figure", { class: "rensa-figure" }, [
          h("figcaption", inLanguage(title, lang.value)),
          h(
            "div",
            { class: "controls" },
            Object.entries<AnyControl>(controls).map(([name, control]) =>
              drawControl(control, settings[name] ?? 0, lang.value, (value) => change(name, value)),
            ),
          ),
          shown.value === null
            ? h("div", { class: "waiting" })
            : draw(shown.value.result, shown.value.settings, lang.value),
          failure.value === "" ? null : h("p", { class: "failure", role: "alert" }, failure.value),
        ]);
    },
  });
}

function drawControl(control: AnyControl, value: Setting, language: string, change: (value: Setting) => void): VNode {
  const label = inLanguage(control.label, language);
  const read = (event: Event): HTMLInputElement | HTMLSelectElement | null =>
    event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement ? event.target : null;
  switch (control.kind) {
    case "range":
      return h("label", [
        `${label} `,
        h("input", {
          type: "range",
          min: control.from,
          max: control.to,
          step: control.step,
          value,
          onInput: (event: Event) => change(Number(read(event)?.value ?? value)),
        }),
        h("output", String(value)),
      ]);
    case "choice":
      return h("label", [
        `${label} `,
        h(
          "select",
          { value, onChange: (event: Event) => change(read(event)?.value ?? value) },
          control.options.map((option) => h("option", { value: option, selected: option === value }, option)),
        ),
      ]);
    case "switch":
      return h("label", [
        h("input", { type: "checkbox", checked: value === true, onChange: () => change(value !== true) }),
        ` ${label}`,
      ]);
  }
}
