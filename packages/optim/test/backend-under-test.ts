/**
 * The backend that the tests of trainings run on: JavaScript in this thread, or, in the project of vitest that says so, in
 * another one, where nobody sees its values.
 */
import { jsBackend } from "@rensa/backend-js";
import { remoteBackend } from "@rensa/conformance/remote-backend";
import type { Backend } from "@rensa/core";

/** Whether values stand in another thread. */
export const isElsewhere = process.env["RENSA_TEST_BACKEND"] === "remote";

/** The steps that trainings have under way: several where the way to their values is long. */
export const stepsInFlight = isElsewhere ? 3 : 1;

/** One thread for all files of tests. */
const remote = remoteBackend({ delay: 1 });

/** The backend. */
export function backendUnderTest(): Backend {
  return isElsewhere ? remote : jsBackend();
}
