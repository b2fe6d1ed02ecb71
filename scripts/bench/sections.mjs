/** What the bench measures besides the rows, in the order it is printed: `{ name, words, measure(options), table(result) }`. */
import * as firstLoss from "./sections/first-loss.mjs";
import * as frames from "./sections/frames.mjs";
import * as memory from "./sections/memory.mjs";
import * as sizes from "./sections/sizes.mjs";
import * as writing from "./sections/writing.mjs";

export const sections = [firstLoss, frames, memory, sizes, writing];
