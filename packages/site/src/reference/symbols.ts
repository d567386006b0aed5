/** The names that the packages export, each once, whatever the doors through which it can be imported. */
import { DeclarationReflection, ReferenceReflection, ReflectionKind, type ProjectReflection } from "typedoc";
import type { EntryPoint } from "./entry-points.ts";
import { families, familyOf, type Family } from "./families.ts";

/** An exported name. */
export interface ExportedSymbol {
  readonly name: string;
  readonly reflection: DeclarationReflection;
  /** The doors through which it can be imported, the one to recommend first. */
  readonly doors: readonly string[];
  /** Where it is declared, from `packages/` on. */
  readonly file: string;
  readonly line: number;
  readonly family: Family;
  /** Its page, from the site's root, without an ending: `/reference/layers/dense`. Of a guest, with its anchor. */
  readonly page: string;
  /** The function or class on whose page a type stands that is declared beside it; `null` for what has a page of its own. */
  readonly host: ExportedSymbol | null;
}

interface FoundName {
  readonly reflection: DeclarationReflection;
  readonly doors: string[];
  readonly file: string;
  readonly line: number;
}

/** Collects them: functions, classes and constants in the order of their names, then types. */
export function exportedSymbols(project: ProjectReflection, doors: readonly EntryPoint[]): readonly ExportedSymbol[] {
  const found = new Map<string, FoundName>();
  for (const { specifier, file: door } of doors) {
    const module = project.children?.find(({ sources }) => sources?.[0]?.fileName === door);
    if (module === undefined) throw new Error(`TypeDoc found nothing in ${door}.`);
    for (const child of module.children ?? []) {
      const reflection = child instanceof ReferenceReflection ? child.getTargetReflectionDeep() : child;
      if (!(reflection instanceof DeclarationReflection)) continue;
      const source = reflection.sources?.[0] ?? reflection.signatures?.[0]?.sources?.[0];
      if (source === undefined) throw new Error(`${specifier}: ${child.name} has no source.`);
      const file = source.fileName.replace(/^packages\//, "");
      const key = `${file}:${String(source.line)} ${child.name}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { reflection, doors: [specifier], file, line: source.line });
      else known.doors.push(specifier);
    }
  }
  const taken = new Set(families.map(({ id }) => `/reference/${id}/index`));
  const hosts = new Map<string, ExportedSymbol>();
  const place = (kept: FoundName): ExportedSymbol => {
    const { name } = kept.reflection;
    const family = familyOf(kept.file, kept.doors[0] ?? "");
    const host = isType(kept.reflection) ? (hosts.get(kept.file) ?? null) : null;
    const path = isType(kept.reflection) ? `${family.id}/types` : family.id;
    const page = host === null ? pageOf(`/reference/${path}/${name}`, taken) : `${host.page}#${name}`;
    const symbol = { name, ...kept, family: host?.family ?? family, page, host };
    if (!isType(kept.reflection) && !hosts.has(kept.file)) hosts.set(kept.file, symbol);
    return symbol;
  };
  const inOrder = [...found.values()].sort((a, b) => (a.reflection.name < b.reflection.name ? -1 : 1));
  const values = inOrder.filter(({ reflection }) => !isType(reflection)).map(place);
  return [...values, ...inOrder.filter(({ reflection }) => isType(reflection)).map(place)];
}

/** Whether a name is a type alone. */
export function isType(reflection: DeclarationReflection): boolean {
  return reflection.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
}

/** Addresses that differ in more than the case of their letters, since some file systems see no other difference. */
function pageOf(wanted: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const page = `${wanted}${number === 1 ? "" : `-${String(number)}`}`;
    if (taken.has(page.toLowerCase())) continue;
    taken.add(page.toLowerCase());
    return page;
  }
}
