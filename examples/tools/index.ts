/** What the examples of the gallery share, so that each of them is about its subject only. */
export { readOptions } from "./options.ts";
export { reportProgress } from "./progress.ts";
export { drawPicture, type Mark, type Panel, type Picture } from "./picture.ts";
export { encodePng } from "./png.ts";
