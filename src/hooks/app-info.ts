/** What files and records say about the page that wrote them, and what the browser lends for writing them. */
import { version } from "../../package.json";

export const appVersion = `Layerlab ${version}`;

/** SHA-256 off the main thread, in hex; absent where the page is not in a secure context. */
export const digest: ((bytes: Uint8Array) => Promise<string>) | undefined =
  typeof crypto === "undefined" || !("subtle" in crypto)
    ? undefined
    : async (bytes) => {
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
        return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
      };

/** Lets the page draw and answer. Through a message channel: unlike a timer's, its turn comes as soon in a hidden tab, which may be closed next. */
export function breathe(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
