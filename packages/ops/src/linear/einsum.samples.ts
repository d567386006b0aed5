/** Samples of einsum. */
import { f32, f64, sampleTensor, type OpSamples } from "@rensa/core";
import { einsum } from "./einsum.ts";

/** Samples of einsum. */
export const samples: OpSamples = {
  op: einsum,
  samples: [
    {
      name: "a matrix product, its axes in another order",
      inputs: [sampleTensor([5, 7]), sampleTensor([6, 7], -1, 1)],
      apply: (a, b) => einsum("ij,kj->ki", a, b),
      torch: 'torch.einsum("ij,kj->ki", *xs)',
    },
    {
      name: "the products of heads",
      inputs: [sampleTensor([2, 3, 2, 4]), sampleTensor([2, 5, 2, 4], -1, 1)],
      apply: (a, b) => einsum("bqhd,bkhd->bhqk", a, b),
      torch: 'torch.einsum("bqhd,bkhd->bhqk", *xs)',
    },
    {
      name: "no result named",
      inputs: [sampleTensor([2, 3]), sampleTensor([3, 2, 4], -1, 1)],
      apply: (a, b) => einsum("zj, jzA", a, b),
      torch: 'torch.einsum("zj,jzA", *xs)',
    },
    {
      name: "a diagonal and a sum of one tensor",
      inputs: [sampleTensor([3, 2, 3, 4])],
      apply: (a) => einsum("ijik->ji", a),
      torch: 'torch.einsum("ijik->ji", *xs)',
    },
    {
      name: "a label three times, and a trace",
      inputs: [sampleTensor([2, 2, 2]), sampleTensor([3, 3])],
      apply: (a, b) => einsum("iii,jj->i", a, b),
      torch: 'torch.einsum("iii,jj->i", *xs)',
    },
    {
      name: "an ellipsis that broadcasts",
      inputs: [sampleTensor([2, 1, 3, 2]), sampleTensor([4, 2, 3], -1, 1)],
      apply: (a, b) => einsum("...ij,...jk->...ki", a, b),
      torch: 'torch.einsum("...ij,...jk->...ki", *xs)',
    },
    {
      name: "an ellipsis that is summed, and one that is not there",
      inputs: [sampleTensor([2, 3, 2]), sampleTensor([2], -1, 1)],
      apply: (a, b) => einsum("...i,i...->i", a, b),
      torch: 'torch.einsum("...i,i...->i", *xs)',
    },
    {
      name: "axes of length 1",
      inputs: [sampleTensor([1, 4]), sampleTensor([3, 1], -1, 1)],
      apply: (a, b) => einsum("ij,ij->ji", a, b),
      torch: 'torch.einsum("ij,ij->ji", *xs)',
    },
    {
      name: "three matrices, of which the last two come first",
      inputs: [sampleTensor([6, 3]), sampleTensor([3, 4], -1, 1), sampleTensor([4, 1], -1, 1)],
      apply: (a, b, c) => einsum("ij,jk,kl->il", a, b, c),
      torch: 'torch.einsum("ij,jk,kl->il", *xs)',
    },
    {
      name: "a core with four factors",
      inputs: [
        sampleTensor([2, 2, 2, 2]),
        sampleTensor([3, 2], -1, 1),
        sampleTensor([2, 2], -1, 1),
        sampleTensor([1, 2], -1, 1),
        sampleTensor([2], -1, 1),
      ],
      apply: (core, a, b, c, d) => einsum("pqrs,ip,jq,kr,s->ijk", core, a, b, c, d),
      torch: 'torch.einsum("pqrs,ip,jq,kr,s->ijk", *xs)',
    },
    {
      name: "nothing to sum",
      inputs: [sampleTensor([2]), sampleTensor([3], -1, 1), sampleTensor([])],
      apply: (a, b, c) => einsum("i,j,->ij", a, b, c),
      torch: 'torch.einsum("i,j,->ij", *xs)',
    },
    {
      name: "nine tensors, paired greedily",
      inputs: [
        sampleTensor([2, 3]),
        ...Array.from({ length: 7 }, (_, at) => sampleTensor([3, 3], -0.5 - at / 10, 0.5)),
        sampleTensor([3], -1, 1),
      ],
      apply: (...all) => einsum("ab,bc,cd,de,ef,fg,gh,hi,i->a", ...all),
      torch: 'torch.einsum("ab,bc,cd,de,ef,fg,gh,hi,i->a", *xs)',
    },
  ],
  errors: [
    {
      name: "what is no equation",
      inputs: [f32(2, 3)],
      apply: (a) => einsum("i1->i", a),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an axis twice in the result",
      inputs: [f32(2)],
      apply: (a) => einsum("i->ii", a),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an axis of the result that is nowhere",
      inputs: [f32(2)],
      apply: (a) => einsum("i->j", a),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a tensor too many",
      inputs: [f32(2), f32(2)],
      apply: (a, b) => einsum("i->i", ...([a, b] as const)),
      code: "ARGUMENT_INVALID",
    },
    {
      name: "an axis that is not named",
      inputs: [f32(2, 3), f32(3)],
      apply: (a, b) => einsum("i,i->i", a, b),
      code: "RANK_MISMATCH",
    },
    {
      name: "a label with two lengths",
      inputs: [f32(2, 3), f32(4, 5)],
      apply: (a, b) => einsum("ij,jk->ik", a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "the diagonal of a rectangle",
      inputs: [f32(2, 3)],
      apply: (a) => einsum("ii->i", a),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "two dtypes",
      inputs: [f32(2), f64(2)],
      apply: (a, b) => einsum("i,i->", a, b),
      code: "DTYPE_MISMATCH",
    },
  ],
};
