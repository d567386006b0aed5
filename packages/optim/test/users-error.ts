/** What the functions of users throw in tests: an error that is none of ours. */
export class UsersError extends Error {
  override readonly name = "UsersError";
}

/** A user's function that throws it. */
export const fail = (): never => {
  throw new UsersError("the user's own words");
};
