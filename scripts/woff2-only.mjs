/** Vite plugin: of fonts that a style sheet offers in several formats, only woff2 goes into the build; every browser that runs this page reads it. */
const olderFormats = /,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\("(?:woff|truetype)"\)/g;

export function woff2Only() {
  return {
    name: "woff2-only",
    enforce: "pre",
    transform: {
      filter: { id: /\.css$/ },
      handler: (code) => ({ code: code.replace(olderFormats, ""), map: null }),
    },
  };
}
