/** How a run is written for the browser's storage, and read from it. Not needed to show the page, so it comes after it. */
export { decodeParts } from "@/interop/layerlab/decode";
export { encodeParts } from "@/interop/layerlab/encode";
