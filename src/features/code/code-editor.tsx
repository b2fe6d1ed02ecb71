/** The editor itself: a text with squiggles and chosen lines. Loaded when code is first shown. */
import { useEffect, useEffectEvent, useRef } from "react";
import type { CodeProblem } from "@/interop/code/code-problem";
import type { CodeText, LineRange } from "@/interop/code/code-text";
import * as monaco from "@/features/code/monaco";
import { useView } from "@/hooks/bench";
import { useSay } from "@/ui/locale";

export interface CodeEditorProps {
  readonly label: string;
  readonly text: string;
  readonly syntax: string;
  readonly isReadOnly: boolean;
  readonly problems: readonly CodeProblem[];
  readonly lines: CodeText["lines"];
  readonly selection: readonly string[];
  /** Somebody has stopped typing for a moment. */
  readonly onEdit: (text: string) => void;
  /** The cursor was put on this line. */
  readonly onLine: (line: number) => void;
  /** Escape: the keyboard leaves the text, where Tab belongs to Python. */
  readonly onLeave: () => void;
}

/** A pause after which a text is read. */
const pauseMs = 350;

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontFamily: '"JetBrains Mono", ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSize: 12,
  lineHeight: 18,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlight: "none",
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  folding: false,
  stickyScroll: { enabled: false },
  lineNumbersMinChars: 3,
  padding: { top: 6, bottom: 6 },
  // A text area: what keyboards, input methods and screen readers know best.
  editContext: false,
  contextmenu: false,
  quickSuggestions: false,
  occurrencesHighlight: "off",
  selectionHighlight: false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
  links: false,
  tabSize: 4,
  detectIndentation: false,
  fixedOverflowWidgets: true,
  scrollbar: { alwaysConsumeMouseWheel: false },
};

export default function CodeEditor({ label, text, syntax, isReadOnly, problems, lines, selection, onEdit, onLine, onLeave }: CodeEditorProps) {
  const say = useSay();
  const theme = useView((state) => state.theme);
  const isTextLarge = useView((state) => state.isTextLarge);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const reported = useRef(text);
  const marks = useRef<monaco.editor.IEditorDecorationsCollection>(undefined);
  const edit = useEffectEvent((value: string) => {
    if (value === reported.current) return;
    reported.current = value;
    onEdit(value);
  });
  const line = useEffectEvent(onLine);
  const leave = useEffectEvent(onLeave);
  const first = useEffectEvent(() => ({ text, syntax }));

  useEffect(() => {
    if (!place.current) return;
    const start = first();
    const model = monaco.editor.createModel(start.text, start.syntax);
    const made = monaco.editor.create(place.current, { ...options, model });
    editor.current = made;
    marks.current = made.createDecorationsCollection();
    let pause: ReturnType<typeof setTimeout> | undefined;
    made.onDidChangeModelContent(({ isFlush }) => {
      clearTimeout(pause);
      if (!isFlush) pause = setTimeout(() => edit(made.getValue()), pauseMs);
    });
    made.onDidChangeCursorPosition(({ position, reason }) => {
      if (reason === monaco.editor.CursorChangeReason.Explicit && made.hasTextFocus()) line(position.lineNumber);
    });
    made.onKeyDown((event) => {
      if (event.keyCode !== monaco.KeyCode.Escape) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    });
    return () => {
      clearTimeout(pause);
      made.dispose();
      model.dispose();
      editor.current = undefined;
    };
  }, []);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    monaco.editor.setModelLanguage(model, syntax);
  }, [syntax]);
  useEffect(() => {
    const model = editor.current?.getModel();
    // What was typed since it was last read is newer than what it was read as.
    if (!model || text === reported.current) return;
    reported.current = text;
    replaceChanged(model, text);
  }, [text]);
  useEffect(() => {
    editor.current?.updateOptions({
      readOnly: isReadOnly,
      domReadOnly: isReadOnly,
      ariaLabel: label,
      fontSize: isTextLarge ? 14 : 12,
      lineHeight: isTextLarge ? 21 : 18,
    });
  }, [isReadOnly, label, isTextLarge]);
  useEffect(() => monaco.editor.setTheme(`layerlab-${theme}`), [theme]);
  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const chosen = selection.flatMap((id) => lines.get(id) ?? []);
    marks.current?.set([...chosen.map(chosenMark), ...problems.map((problem) => squiggle(problem, model, say(problem.what)))]);
    const [shown] = chosen;
    if (shown && !editor.current?.hasTextFocus()) editor.current?.revealLineInCenterIfOutsideViewport(shown.first);
  }, [problems, lines, selection, text, say]);

  return <div ref={place} className="code-editor" />;
}

function chosenMark({ first, last }: LineRange): monaco.editor.IModelDeltaDecoration {
  return {
    range: new monaco.Range(first, 1, last, 1),
    options: { isWholeLine: true, className: "code-chosen", linesDecorationsClassName: "code-chosen-edge" },
  };
}

function squiggle({ from, to, severity }: CodeProblem, model: monaco.editor.ITextModel, words: string): monaco.editor.IModelDeltaDecoration {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(Math.max(to, from + 1))];
  const hoverMessage = { value: words.replaceAll(/[\\`*_{}[\]()#+\-.!<>|]/g, "\\$&") };
  return { range: monaco.Range.fromPositions(start, end), options: { className: severity === "error" ? "squiggly-error" : "squiggly-info", hoverMessage } };
}

/** Only what differs, so that the cursor stays where it is and the editor's own undo goes on. */
function replaceChanged(model: monaco.editor.ITextModel, text: string): void {
  const before = model.getValue();
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(before.length - end));
  model.pushEditOperations([], [{ range, text: text.slice(start, text.length - end) }], () => null);
}
