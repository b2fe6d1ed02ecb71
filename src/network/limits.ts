/** How large a network may be, and why. */

/** More layers than this fit on no canvas and train in no lesson. */
export const maxLayers = 64;
/** A file may hold a network that is still too large to train, so that it can be opened and mended. */
export const maxLayersInFile = 256;
/** Canvas units from the middle, beyond which no card stands. */
export const furthest = 1e6;
export const maxEdgesInFile = 1024;
/** With Adam each parameter keeps four values (itself, gradient, two averages): 5 million make 80 MB, which a small GPU can take. */
export const maxParams = 5_000_000;
/** Values of one example on all wires together; with a batch of 32 and the way back some 2 GB. */
export const maxActivationValues = 8_000_000;
