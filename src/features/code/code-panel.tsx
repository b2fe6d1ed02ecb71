/** The project as code, both ways: four languages, in step with the canvas; an edited text edits the network. */
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { loadEditorLayers } from "@/features/code/editor-layers";
import { useCode, type ShownCode } from "@/features/code/use-code";
import { useBench, useDocument } from "@/hooks/bench";
import { codeLanguages, type CodeLanguage } from "@/interop/code/languages";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { TabPanel, Tabs } from "@/ui/tabs";
import { useToast } from "@/ui/toasts";
import { saveBlob } from "@/viz/save-blob";
import "@/features/code/code.css";

const CodeEditor = lazy(async () => {
  await loadEditorLayers();
  return import("@/features/code/code-editor");
});

/** On a phone code is for reading: its keyboard leaves no room for both. */
const phone = "(max-width: 600px)";

export function CodePanel() {
  const say = useSay();
  const [id, setId] = useState<CodeLanguage["id"]>("keras");
  const head = useRef<HTMLElement>(null);
  const language = codeLanguages.find((one) => one.id === id) ?? codeLanguages[0]!;
  const { shown, refused, edit } = useCode(language);
  return (
    <div className="code">
      <header ref={head} className="code-head">
        <Tabs
          label={say({ en: "Language of the code", zh: "代码语言" })}
          idBase="code"
          value={id}
          tabs={codeLanguages.map(({ id: value, title }) => ({ value, label: say(title) }))}
          onChange={setId}
        />
        {shown && <CodeButtons text={shown.text} fileName={language.fileName} />}
      </header>
      <TabPanel idBase="code" value={id} className="code-body">
        {shown && (
          <Editor
            key={id}
            language={language}
            shown={shown}
            onEdit={edit}
            onLeave={() => head.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()}
          />
        )}
        {refused && !shown && (
          <EmptyState icon="info" title={say({ en: "Not sayable in {language}", zh: "无法用 {language} 表达" }, { language: say(language.title) })}>
            {say(refused.what)} {refused.remedy && say(refused.remedy)}
          </EmptyState>
        )}
      </TabPanel>
    </div>
  );
}

interface EditorProps {
  readonly language: CodeLanguage;
  readonly shown: ShownCode;
  readonly onEdit: (text: string) => void;
  readonly onLeave: () => void;
}

function Editor({ language, shown, onEdit, onLeave }: EditorProps) {
  const say = useSay();
  const { document } = useBench();
  const selection = useDocument((state) => state.selection);
  const isReadOnly = useMemo(() => language.read === undefined || matchMedia(phone).matches, [language]);
  const chooseAt = (line: number) => {
    const found = [...shown.lines].find(([, ranges]) => ranges.some(({ first, last }) => first <= line && line <= last));
    if (found) document.select([found[0]]);
  };
  const label = isReadOnly
    ? say({ en: "Code for {language}, for reading. Escape leaves it.", zh: "{language} 代码，只读。按 Esc 离开。" }, { language: say(language.title) })
    : say({ en: "Code for {language}. Escape leaves it.", zh: "{language} 代码。按 Esc 离开。" }, { language: say(language.title) });
  return (
    <>
      <Suspense fallback={<p className="quiet code-wait">{say({ en: "The editor is coming …", zh: "正在载入编辑器…" })}</p>}>
        <CodeEditor
          label={label}
          text={shown.text}
          syntax={language.syntax === "json" ? "javascript" : language.syntax}
          isReadOnly={isReadOnly}
          problems={shown.problems}
          lines={shown.lines}
          selection={selection}
          onEdit={onEdit}
          onLine={chooseAt}
          onLeave={onLeave}
        />
      </Suspense>
      <Standing shown={shown} isReadOnly={isReadOnly} />
    </>
  );
}

/** What the text is worth just now, in one line. */
function Standing({ shown, isReadOnly }: { readonly shown: ShownCode; readonly isReadOnly: boolean }) {
  const say = useSay();
  const error = shown.problems.find(({ severity }) => severity === "error");
  const note = shown.problems.find(({ severity }) => severity === "note");
  const first = error ?? note;
  const line = first ? shown.text.slice(0, first.from).split("\n").length : 0;
  return (
    <p className={error ? "code-standing is-bad" : "code-standing"} role="status">
      <Icon name={error ? "circle-alert" : first ? "info" : "check"} />
      {first
        ? `${say({ en: "Line {line}: {what}", zh: "第 {line} 行：{what}" }, { line, what: say(first.what) })} ${error ? say({ en: "The network stays as it was.", zh: "网络保持原样。" }) : ""}`
        : isReadOnly
          ? say({ en: "In step with the canvas. This text is for reading.", zh: "与画布同步。此文本只读。" })
          : say({
              en: "In step with the canvas. Edit the text, and the network follows; it is read, never run.",
              zh: "与画布同步。编辑文本，网络随之改变；代码只被读取，从不运行。",
            })}
    </p>
  );
}

function CodeButtons({ text, fileName }: { readonly text: string; readonly fileName: string }) {
  const say = useSay();
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast({ icon: "copy", text: say({ en: "The code is in the clipboard", zh: "代码已复制到剪贴板" }) });
  };
  return (
    <div className="row">
      <Button small icon="copy" onClick={() => void copy()}>
        {say({ en: "Copy", zh: "复制" })}
      </Button>
      <Button small icon="download" onClick={() => saveBlob(new Blob([text], { type: "text/plain" }), fileName)}>
        {say({ en: "Save", zh: "保存" })}
      </Button>
    </div>
  );
}
