/**
 * Files of tensors: safetensors.
 *
 * @packageDocumentation
 */
export { decodeSafetensors, type SafetensorsFile, type SafetensorsOptions } from "./safetensors/decode.ts";
export { encodeSafetensors } from "./safetensors/encode.ts";
