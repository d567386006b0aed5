/** Addresses of hyperparameters, as TypeScript knows them. */
import type { Transform } from "./transform.ts";

/** The addresses in a list of transforms: `0.weightDecay` tells one from another of the name. */
export type Chained<Address extends string> = Address | `${number}.${Address}`;

/** The addresses in a group: `slow.learningRate`, or `learningRate`, which means that of all groups. */
export type Grouped<Name extends string, Address extends string> = Address | `${Name}.${Address}`;

/** What a transform may hold within: another one, a list, or a record of them. */
export type InnerTransforms = Transform | readonly Transform[] | Readonly<Record<string, Transform>>;

/** The addresses of the hyperparameters of the transforms within. */
export type InnerAddresses<I> = I extends readonly []
  ? never
  : I extends Transform<infer Address>
    ? Address
    : I extends readonly Transform<infer Address>[]
      ? Chained<Address>
      : {
          [Name in keyof I & string]: I[Name] extends Transform<infer Address> ? Grouped<Name, Address> : never;
        }[keyof I & string];
