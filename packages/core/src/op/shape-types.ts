/** Shapes in the type system: broadcasting, and errors that a red line in the editor shows as a sentence. */
import type { DType } from "../graph/dtype.ts";
import type { Shape } from "../graph/shape.ts";
import type { Tensor } from "./tensor.ts";

/** A type that nothing satisfies; its parameter is the sentence that the editor shows. */
export interface ShapeError<Message extends string> {
  /** What is wrong. Never present at run time. */
  readonly shapeError: Message;
}

/** `[784, 128]`; an unknown rank shows as `[...]`. */
export type ShowShape<S extends Shape> = number extends S["length"] ? "[...]" : `[${JoinDimensions<S>}]`;

type JoinDimensions<S extends Shape> = S extends readonly [infer Only extends number]
  ? `${Only}`
  : S extends readonly [infer First extends number, ...infer Rest extends Shape]
    ? `${First}, ${JoinDimensions<Rest>}`
    : "";

/** True where the rank is not known. */
export type IsDynamic<S extends Shape> = number extends S["length"] ? true : false;

/** Two dimensions broadcast; `never` where they do not. An unknown dimension beside a known one other than 1 is that one. */
export type BroadcastDimension<A extends number, B extends number> = number extends A
  ? number extends B
    ? number
    : B extends 1
      ? number
      : B
  : number extends B
    ? A extends 1
      ? number
      : A
    : A extends B
      ? A
      : A extends 1
        ? B
        : B extends 1
          ? A
          : never;

/** The shape that two shapes broadcast to by NumPy's rule; `never` where they do not. */
export type Broadcast<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? Shape
  : BroadcastFromEnd<A, B, readonly []>;

type BroadcastFromEnd<A extends Shape, B extends Shape, Done extends Shape> = A extends readonly [
  ...infer AHead extends Shape,
  infer ALast extends number,
]
  ? B extends readonly [...infer BHead extends Shape, infer BLast extends number]
    ? [BroadcastDimension<ALast, BLast>] extends [never]
      ? never
      : BroadcastFromEnd<AHead, BHead, readonly [BroadcastDimension<ALast, BLast>, ...Done]>
    : readonly [...A, ...Done]
  : readonly [...B, ...Done];

/** What stands where an elementwise op wants an operand: a tensor, or a number that takes the tensor's dtype. */
export type Operand = Tensor | number;

/** The shape of an operand; a number's is that of a scalar. */
export type ShapeOf<T extends Operand> = T extends Tensor<infer S> ? S : readonly [];

/** The dtype of a tensor; `never` for a number, which takes that of the others. */
export type DTypeOf<T extends Operand> = T extends Tensor<Shape, infer D> ? D : never;

/** `unknown` where two operands agree in dtype and broadcast, else a {@link ShapeError}. */
export type BroadcastCheck<Name extends string, A extends Operand, B extends Operand> = [
  Broadcast<ShapeOf<A>, ShapeOf<B>>,
] extends [never]
  ? ShapeError<`${Name}: ${ShowShape<ShapeOf<A>>} and ${ShowShape<ShapeOf<B>>} do not broadcast`>
  : DTypesAgree<A, B> extends true
    ? unknown
    : ShapeError<`${Name}: ${DTypeOf<A>} and ${DTypeOf<B>} differ; convert one of them`>;

type DTypesAgree<A extends Operand, B extends Operand> = [DTypeOf<A>] extends [never]
  ? true
  : [DTypeOf<B>] extends [never]
    ? true
    : [DTypeOf<A>] extends [DTypeOf<B>]
      ? true
      : [DTypeOf<B>] extends [DTypeOf<A>]
        ? true
        : false;

/** The signature of a scalar op of one operand. */
export type UnarySignature<Options, Result extends DType | "same" = "same"> = <S extends Shape, D extends DType>(
  x: Tensor<S, D>,
  options?: Options,
) => Tensor<S, Result extends DType ? Result : D>;

/** The signature of a scalar op of two operands, which broadcast. */
export type BinarySignature<Name extends string, Options, Result extends DType | "same" = "same"> = <
  A extends Operand,
  B extends Operand,
>(
  a: A,
  b: B & BroadcastCheck<Name, A, B>,
  options?: Options,
) => Tensor<Broadcast<ShapeOf<A>, ShapeOf<B>>, Result extends DType ? Result : DTypeOf<A> | DTypeOf<B>>;

/** `unknown` where a further operand broadcasts with those before it, of the shape `Before`, else a {@link ShapeError}. */
type FurtherCheck<Name extends string, Before extends Shape, C extends Operand> = [
  Broadcast<Before, ShapeOf<C>>,
] extends [never]
  ? ShapeError<`${Name}: ${ShowShape<Before>} and ${ShowShape<ShapeOf<C>>} do not broadcast`>
  : unknown;

/** The dtype of a formula of operands: theirs, without that of conditions beside them. */
type FormulaDType<D extends DType, Result extends DType | "same"> = Result extends DType
  ? Result
  : [Exclude<D, "bool">] extends [never]
    ? D
    : Exclude<D, "bool">;

/** The shape that three shapes broadcast to. */
type Broadcast3<A extends Operand, B extends Operand, C extends Operand> = Broadcast<
  Broadcast<ShapeOf<A>, ShapeOf<B>>,
  ShapeOf<C>
>;

/** The signature of a scalar op of three operands, which broadcast. */
export type TernarySignature<Name extends string, Options, Result extends DType | "same" = "same"> = <
  A extends Operand,
  B extends Operand,
  C extends Operand,
>(
  a: A,
  b: B & FurtherCheck<Name, ShapeOf<A>, B>,
  c: C & FurtherCheck<Name, Broadcast<ShapeOf<A>, ShapeOf<B>>, C>,
  options?: Options,
) => Tensor<Broadcast3<A, B, C>, FormulaDType<DTypeOf<A> | DTypeOf<B> | DTypeOf<C>, Result>>;

/** The signature of a scalar op of four operands, which broadcast. */
export type QuaternarySignature<Name extends string, Options, Result extends DType | "same" = "same"> = <
  A extends Operand,
  B extends Operand,
  C extends Operand,
  E extends Operand,
>(
  a: A,
  b: B & FurtherCheck<Name, ShapeOf<A>, B>,
  c: C & FurtherCheck<Name, Broadcast<ShapeOf<A>, ShapeOf<B>>, C>,
  d: E & FurtherCheck<Name, Broadcast3<A, B, C>, E>,
  options?: Options,
) => Tensor<
  Broadcast<Broadcast3<A, B, C>, ShapeOf<E>>,
  FormulaDType<DTypeOf<A> | DTypeOf<B> | DTypeOf<C> | DTypeOf<E>, Result>
>;
