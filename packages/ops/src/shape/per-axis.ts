/** Lists that have one item for each axis, which the definitions of ops check: graphs from files do not go through calls. */
import { RensaError } from "@rensa/core";

/**
 * Refuses lists that do not have one item for each of `axes` axes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 */
export function checkPerAxis(name: string, axes: number, lists: Readonly<Record<string, readonly unknown[]>>): void {
  for (const [list, { length }] of Object.entries(lists)) {
    if (length === axes) continue;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: "${list}" has ${String(length)} items and there are ${String(axes)} axes; give one for each.`,
    );
  }
}
