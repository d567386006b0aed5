/** A worker that takes the default backend, and says its name. */
import { defaultBackend } from "rensa";

postMessage(defaultBackend().name);
