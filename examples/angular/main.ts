/** Serves the page, or draws its chart. */
import { servePage } from "@rensa/example-spirals/serve-page";

await servePage(new URL("./", import.meta.url), "A page in Angular that shows a training in a worker.");
