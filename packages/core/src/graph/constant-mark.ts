/** The mark of a `ConstantData`. A file cannot hold a symbol. */
export const constantMark: unique symbol = Symbol("rensa.constant");
