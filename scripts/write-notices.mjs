/** `node scripts/write-notices.mjs`: renews THIRD_PARTY_NOTICES.txt after packages or data sets changed. */
import { join } from "node:path";
import { writeNotices } from "./notices.mjs";
import { root } from "./paths.mjs";
import { runMain } from "./plain-error.mjs";

await runMain(() => writeNotices(join(root, "THIRD_PARTY_NOTICES.txt")));
