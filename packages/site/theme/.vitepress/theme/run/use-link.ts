/** The address that holds a program, as the state of a component. */
import { h, ref, type VNode } from "vue";
import { inLanguage } from "../figures/words.ts";
import { words } from "./words.ts";

/** What a component has of it. */
export interface UsedLink {
  /** Makes the address, and puts it where it can be pasted, as far as the reader's browser allows that. */
  readonly make: (code: string) => Promise<string | null>;
  readonly forget: () => void;
  readonly draw: (language: string) => VNode | null;
}

/** The page that opens such addresses. */
const page = "/play.html";

/** Makes it. */
export function useLink(): UsedLink {
  const address = ref("");
  const failure = ref("");
  const isCopied = ref(false);
  return {
    make: async (code) => {
      const { encodeProgram } = await import("../../../../src/runnable/link.ts");
      isCopied.value = false;
      try {
        address.value = `${location.origin}${page}#code=${await encodeProgram(code)}`;
        failure.value = "";
      } catch (error) {
        address.value = "";
        failure.value = error instanceof Error ? error.message : String(error);
        return null;
      }
      await navigator.clipboard.writeText(address.value).then(
        () => {
          isCopied.value = true;
        },
        // It stands on the page all the same.
        () => undefined,
      );
      return address.value;
    },
    forget: () => {
      address.value = "";
      failure.value = "";
    },
    draw: (language) => {
      if (failure.value !== "") return h("p", { role: "alert" }, failure.value);
      if (address.value === "") return null;
      const copied = isCopied.value ? ` (${inLanguage(words.copied, language)})` : "";
      return h("p", { role: "status" }, [
        h("a", { class: "address", href: address.value }, inLanguage(words.address, language)),
        copied,
      ]);
    },
  };
}
