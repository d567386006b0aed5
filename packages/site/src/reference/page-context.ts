/** What pages of the reference are made with: where each name stands, and what stands beside it. */
import type { Reflection } from "typedoc";
import { currentVersion } from "../guides/changelog.ts";
import { sourceAddress } from "../sources/source-pages.ts";
import type { PageContext } from "./symbol-page.ts";
import type { ExportedSymbol } from "./symbols.ts";

/** Of all names. */
export function pageContext(symbols: readonly ExportedSymbol[]): PageContext {
  const pages = new Map<Reflection, string>(symbols.map(({ reflection, page }) => [reflection, page]));
  const addressOf = (target: Reflection): string | null => {
    for (let at: Reflection | undefined = target; at !== undefined; at = at.parent) {
      const page = pages.get(at);
      if (page !== undefined) return page;
    }
    return null;
  };
  const guests = new Map<ExportedSymbol, ExportedSymbol[]>();
  for (const symbol of symbols)
    if (symbol.host !== null) guests.set(symbol.host, [...(guests.get(symbol.host) ?? []), symbol]);
  return {
    addressOf,
    sourceOf: sourceAddress,
    version: currentVersion(),
    byName: new Map([...symbols].reverse().map((each) => [each.name, each])),
    guestsOf: (host) => guests.get(host) ?? [],
  };
}
