// Loaded for what loading them does: nobody reads what they export.
declare module "monaco-editor/base/*";
declare module "monaco-editor/platform/*";
declare module "monaco-editor/editor/common/*";
declare module "monaco-editor/editor/browser/*";
declare module "monaco-editor/editor/contrib/*";
