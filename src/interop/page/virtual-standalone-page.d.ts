/** Bundled by scripts/standalone-page.mjs from `features/standalone`. */
declare module "virtual:standalone-page" {
  /** One script without imports. */
  export const program: string;
  export const style: string;
}
