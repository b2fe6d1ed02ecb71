/** The `test` of all browser tests: it fails on any page error, console error, policy violation or request to another origin. */
import { test as base, type BrowserContext } from "@playwright/test";

/** What went wrong unasked in this test; a test that provokes a problem may take its own entries out. */
export type Complaints = string[];

export const test = base.extend<{ complaints: Complaints }>({
  complaints: [
    async ({ context, baseURL }, use) => {
      const complaints: Complaints = [];
      listen(context, new URL(baseURL ?? "").origin, complaints);
      await use(complaints);
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join("\n")}`);
    },
    { auto: true },
  ],
});
export { expect } from "@playwright/test";

function listen(context: BrowserContext, origin: string, complaints: Complaints): void {
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) complaints.push(`request to another origin: ${url}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  context.on("weberror", (error) => complaints.push(`page error: ${error.error().stack ?? error.error().message}`));
  // Policy violations are said on the console, too.
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console error: ${message.text()} (${message.location().url})`);
  });
}
