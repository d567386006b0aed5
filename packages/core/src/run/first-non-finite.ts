/** Looking for NaN and infinities. */
import { isFloat } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";

/** The position of the first element that is not finite, -1 where all are. */
export function firstNonFinite(tensor: HostTensor | undefined): number {
  if (tensor === undefined || !isFloat(tensor.dtype)) return -1;
  const { data } = tensor;
  for (let at = 0; at < data.length; at++) if (!Number.isFinite(data[at])) return at;
  return -1;
}
