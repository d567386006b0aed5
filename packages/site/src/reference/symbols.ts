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
  /**
   * On whose page it stands, where it has none of its own (`null`): a type on that of the function or class beside which it is
   * declared, and what `rensa` has with a default engine on the page of that.
   */
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
  const wrapped = new Map<string, ExportedSymbol>();
  const place = (kept: FoundName): ExportedSymbol => {
    const { name } = kept.reflection;
    const family = familyOf(kept.file, kept.doors[0] ?? "");
    const isValue = !isType(kept.reflection);
    const host = isValue ? wrappingOf(kept, wrapped) : (hosts.get(kept.file) ?? null);
    const path = isValue ? family.id : `${family.id}/types`;
    const anchor = isValue ? anchorOf(kept.doors) : name;
    const page = host === null ? pageOf(`/reference/${path}/${name}`, taken) : `${host.page}#${anchor}`;
    const symbol = { name, ...kept, family: host?.family ?? family, page, host };
    if (isValue && kept.file.startsWith("rensa/")) wrapped.set(name, symbol);
    if (isValue && !hosts.has(kept.file)) hosts.set(kept.file, host ?? symbol);
    return symbol;
  };
  // Of one name that of the first door comes first.
  const inOrder = [...found.values()].sort(
    (a, b) => Number(a.reflection.name > b.reflection.name) - Number(a.reflection.name < b.reflection.name),
  );
  const values = inOrder.filter(({ reflection }) => !isType(reflection)).map(place);
  return [...values, ...inOrder.filter(({ reflection }) => isType(reflection)).map(place)];
}

/** What `rensa` has under the same name, which is the same with a default engine. */
function wrappingOf(
  { file, reflection }: FoundName,
  wrapped: ReadonlyMap<string, ExportedSymbol>,
): ExportedSymbol | null {
  return /^(?:core|optim)\//.test(file) ? (wrapped.get(reflection.name) ?? null) : null;
}

/** Where the form of another package stands on a page: `of-rensa-optim`. */
export function anchorOf([door = ""]: readonly string[]): string {
  return `of-${door.replaceAll(/\W+/g, " ").trim().replaceAll(" ", "-")}`;
}

/** Whether a name is a type alone. */
export function isType(reflection: DeclarationReflection): boolean {
  return reflection.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
}

/**
 * Addresses that differ in more than the case of their letters, since some file systems see no other difference: the class
 * `Index` does not stand where its family does.
 */
function pageOf(wanted: string, taken: Set<string>): string {
  const page = taken.has(wanted.toLowerCase()) ? `${wanted}-class` : wanted;
  if (taken.has(page.toLowerCase())) throw new Error(`Two names would stand at ${page}.`);
  taken.add(page.toLowerCase());
  return page;
}
