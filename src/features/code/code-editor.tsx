/** The editor itself: a text with squiggles and chosen lines. Loaded when code is first shown. */
import { useEffect, useEffectEvent, useRef, useState } from "react";
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
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor>();
  const reported = useRef(text);
  const marks = useRef<monaco.editor.IEditorDecorationsCollection>(undefined);
  const edit = useEffectEvent((value: string) => {
    if (value === reported.current) return;
    reported.current = value;
    onEdit(value);
  });
  const line = useEffectEvent(onLine);
  const leave = useEffectEvent(onLeave);
  const first = useEffectEvent(() => ({ text, syntax, theme }));

  useEffect(() => {
    const undo: (() => void)[] = [];
    let isGone = false;
    const listen = (made: monaco.editor.IStandaloneCodeEditor) => {
      let pause: ReturnType<typeof setTimeout> | undefined;
      undo.push(() => clearTimeout(pause));
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
    };
    /** An editor is long in the making: each part is a task of its own, so that the page answers in between. */
    const make = async () => {
      const start = first();
      monaco.editor.setTheme(`layerlab-${start.theme}`);
      await nextTask();
      if (isGone) return;
      const model = monaco.editor.createModel(start.text, start.syntax);
      undo.push(() => model.dispose());
      model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
      await nextTask();
      if (isGone) return;
      // Brings the colours of the theme into the page. An editor would do it while it is made, and then measure itself: with the styles of the whole page to be worked out first.
      void monaco.editor.colorizeModelLine(model, 1);
      await nextTask();
      if (isGone || !place.current) return;
      const made = monaco.editor.create(place.current, { ...options, model: null });
      undo.push(() => made.dispose());
      await nextTask();
      if (isGone) return;
      made.setModel(model);
      reported.current = start.text;
      marks.current = made.createDecorationsCollection();
      listen(made);
      setEditor(made);
    };
    void make();
    return () => {
      isGone = true;
      for (const one of undo) one();
    };
  }, []);

  useEffect(() => {
    const model = editor?.getModel();
    if (model) monaco.editor.setModelLanguage(model, syntax);
  }, [editor, syntax]);
  useEffect(() => {
    const model = editor?.getModel();
    // What was typed since it was last read is newer than what it was read as.
    if (!model || text === reported.current) return;
    reported.current = text;
    replaceChanged(model, text);
  }, [editor, text]);
  useEffect(() => {
    editor?.updateOptions({
      readOnly: isReadOnly,
      domReadOnly: isReadOnly,
      ariaLabel: label,
      fontSize: isTextLarge ? 14 : 12,
      lineHeight: isTextLarge ? 21 : 18,
    });
  }, [editor, isReadOnly, label, isTextLarge]);
  useEffect(() => {
    if (editor) monaco.editor.setTheme(`layerlab-${theme}`);
  }, [editor, theme]);
  useEffect(() => {
    const model = editor?.getModel();
    if (!model) return;
    const chosen = selection.flatMap((id) => lines.get(id) ?? []);
    marks.current?.set([...chosen.map(chosenMark), ...problems.map((problem) => squiggle(problem, model, say(problem.what)))]);
    const [shown] = chosen;
    if (shown && !editor?.hasTextFocus()) editor?.revealLineInCenterIfOutsideViewport(shown.first);
  }, [editor, problems, lines, selection, text, say]);

  return <div ref={place} className="code-editor" />;
}

/** After the next picture, so that styles are worked out in between; a hidden page draws none. */
function nextTask(): Promise<unknown> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
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
