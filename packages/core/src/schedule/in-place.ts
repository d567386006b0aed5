/**
 * Which output of a kernel may take the storage of which operand.
 *
 * It may where no iteration reads an element of the operand that another has replaced. All values of an iteration are
 * computed before its first store, so it may read at the offset of the store. In a kernel over rows the stages of a row
 * follow each other: what earlier stages, and reductions over the row before the stage, read of the same row is read
 * before it is replaced. A contraction's operands are read while other elements are already stored, so only its epilogue
 * may read in place.
 */
import { Index } from "../expression/index-map.ts";
import type { KernelAccess, Read, Write } from "./kernel-access.ts";

/** True where the kernel with this access may write `output` over `operand`, or does not read `operand` at all. */
export function mayReplace(access: KernelAccess, operand: string, output: string): boolean {
  const { reads, writes, unknown, starts } = access;
  if (starts.get(output) === operand) return true;
  if (unknown.has(operand)) return false;
  const all = reads.get(operand) ?? [];
  const write = writes.get(output);
  if (write === undefined) return all.length === 0;
  const written = writes.get(operand);
  // A value that the kernel itself makes must be there before it is replaced.
  if (written !== undefined && written.stage >= write.stage) return false;
  return all.length === 0 || (isInjective(write) && all.every((read) => comesBefore(read, write)));
}

function comesBefore(read: Read, write: Write): boolean {
  if (read.by === "any" || read.stage > write.stage) return false;
  if (read.by === "iteration" && read.stage === write.stage) return read.offset.key === write.offset.key;
  return write.loops.length > write.rows.length && staysInRow(read.offset, write);
}

/** True where a read is of the elements that the row of its iteration writes. */
function staysInRow(read: Index, { offset, rows }: Write): boolean {
  const wide = rows.filter(({ extent }) => extent > 1);
  const start = wide.reduce(
    (sum, loop) => sum.add(Index.of(loop).mul(offset.coefficientOf(loop.name))),
    Index.constant(0),
  );
  const [row, rest] = [offset.sub(start), read.sub(start)];
  const next = Math.min(...wide.map(({ name }) => Math.abs(offset.coefficientOf(name))));
  if (row.maximum - row.minimum >= next) return false;
  const leaves = wide.some(({ name }) => rest.coefficientOf(name) !== 0);
  return !leaves && rest.minimum >= row.minimum && rest.maximum <= row.maximum;
}

/**
 * True where no two iterations have one offset: every coefficient is larger than what all smaller ones can add up to,
 * as in a row-major offset.
 */
function isInjective({ offset, loops }: Write): boolean {
  const wide = loops.filter(({ extent }) => extent > 1);
  const steps = wide.map(({ name, extent }) => ({ step: Math.abs(offset.coefficientOf(name)), extent }));
  if (offset.terms.length !== wide.length) return false;
  let reach = 0;
  for (const { step, extent } of steps.sort((a, b) => a.step - b.step)) {
    if (step <= reach) return false;
    reach += step * (extent - 1);
  }
  return true;
}
