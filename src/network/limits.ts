/** How large a network may be, and why. */

/** More cards than this fit on no canvas; deeper nesting of a file is refused as well. */
export const maxLayers = 64;
export const maxEdges = 256;
/** With Adam each parameter keeps four values (itself, gradient, two averages): 5 million make 80 MB, which a small GPU and one saved file can take. */
export const maxParams = 5_000_000;
/** Values of one example on all wires together; with a batch of 32 and the way back some 2 GB. */
export const maxActivationValues = 8_000_000;
