/** Rows of a kernel as fewer, longer loops, where all that is read and written lies the same way along them. */
import { Index, type LoopIndex, type Scalar } from "@rensa/core";
import { childrenOf, indicesOf, scalarsOf, Sharing, Substitution, type RowKernel } from "@rensa/core/compiler";

/** The kernel with neighboring row loops joined where their joint index needs no division anywhere. */
export function flattenRows(kernel: RowKernel): RowKernel {
  let result = kernel;
  for (let at = kernel.rows.length - 2; at >= 0; at--) result = joinAt(result, at) ?? result;
  return result;
}

function joinAt(kernel: RowKernel, at: number): RowKernel | undefined {
  const outer = kernel.rows[at];
  const inner = kernel.rows[at + 1];
  if (outer === undefined || inner === undefined) return undefined;
  const joint: LoopIndex = { kind: "loop", name: `${outer.name}_${inner.name}`, extent: outer.extent * inner.extent };
  const loops = new Map([
    [outer.name, Index.of(joint).div(inner.extent)],
    [inner.name, Index.of(joint).mod(inner.extent)],
  ]);
  const substitution = new Substitution(new Sharing(), { loops });
  const stages = kernel.stages.map((stage) => ({
    ...stage,
    stores: stage.stores.map((store) => ({
      ...store,
      offset: substitution.index(store.offset),
      value: substitution.scalar(store.value),
    })),
  }));
  const stores = stages.flatMap((stage) => stage.stores);
  const seen = new Set<Scalar>();
  if (stores.some(({ offset, value }) => divides(offset, joint.name, seen) || scalarDivides(value, joint.name, seen)))
    return undefined;
  const rows = [...kernel.rows.slice(0, at), joint, ...kernel.rows.slice(at + 2)];
  return { ...kernel, rows, stages };
}

function scalarDivides(scalar: Scalar, loop: string, seen: Set<Scalar>): boolean {
  if (seen.has(scalar)) return false;
  seen.add(scalar);
  return (
    childrenOf(scalar).some((child) => scalarDivides(child, loop, seen)) ||
    indicesOf(scalar.expression).some((index) => divides(index, loop, seen))
  );
}

/** True where a quotient or remainder of the loop's index is left. */
function divides(index: Index, loop: string, seen: Set<Scalar>): boolean {
  return (
    scalarsOf(index).some((scalar) => scalarDivides(scalar, loop, seen)) ||
    index.terms.some(({ atom }) => (atom.kind === "quotient" || atom.kind === "remainder") && uses(atom.index, loop))
  );
}

function uses(index: Index, loop: string): boolean {
  return index.terms.some(({ atom }) => {
    if (atom.kind === "loop") return atom.name === loop;
    return atom.kind !== "computed" && uses(atom.index, loop);
  });
}
