/** Monaco as it is used here: the bare editor with the few parts that need no words of its own, and the languages that we print. */
import { editor as monacoEditor } from "monaco-editor/editor/editor.api";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/lineSelection/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/smartSelect/register";
import "monaco-editor/features/wordOperations/register";
import "monaco-editor/languages/definitions/javascript/register";
import "monaco-editor/languages/definitions/python/register";

export * from "monaco-editor/editor/editor.api";

/** Monaco wants plain figures: those of ui/styles/tokens.css. */
const inks = {
  light: {
    base: "vs",
    paper: "#ffffff",
    ink: "#12181a",
    quiet: "#5c6764",
    word: "#2a5785",
    text: "#0b6b4f",
    figure: "#8a4b00",
    chosen: "#fff2b8",
    line: "#d3dad7",
  },
  dark: {
    base: "vs-dark",
    paper: "#1d2325",
    ink: "#eef3f1",
    quiet: "#94a09d",
    word: "#92c0f0",
    text: "#5fd3a6",
    figure: "#f0b06a",
    chosen: "#3a3312",
    line: "#2a3235",
  },
} as const;

for (const [name, { base, paper, ink, quiet, word, text, figure, chosen, line }] of Object.entries(inks)) {
  const bare = (colour: string) => colour.slice(1);
  monacoEditor.defineTheme(`layerlab-${name}`, {
    base,
    inherit: false,
    rules: [
      { token: "", foreground: bare(ink) },
      { token: "comment", foreground: bare(quiet) },
      { token: "keyword", foreground: bare(word) },
      { token: "string", foreground: bare(text) },
      { token: "number", foreground: bare(figure) },
    ],
    colors: {
      "editor.background": paper,
      "editor.foreground": ink,
      "editorLineNumber.foreground": quiet,
      "editorLineNumber.activeForeground": ink,
      "editorCursor.foreground": ink,
      "editor.selectionBackground": line,
      "editor.inactiveSelectionBackground": line,
      "editorHoverWidget.background": paper,
      "editorHoverWidget.foreground": ink,
      "editorHoverWidget.border": quiet,
      "editorBracketMatch.border": quiet,
      "editorBracketMatch.background": chosen,
    },
  });
}
