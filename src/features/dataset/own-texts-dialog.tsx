/** Texts of one's own: pasted or from a file, with the columns that hold text and class, and what is wrong line by line. */
import { useMemo, useRef, useState } from "react";
import type { Text } from "@/base/text";
import { guessColumns, ownTextsFrom, type Columns } from "@/data/text/own-texts";
import { readTable } from "@/data/text/read-table";
import { sniffEncoding } from "@/data/text/sniff-encoding";
import { useBench } from "@/hooks/bench";
import { changeToOwnTexts } from "@/store/commands/data-commands";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";
import { TextArea } from "@/ui/text-area";
import { grouped } from "@/viz/figures";

const words = {
  title: { en: "Your own texts", zh: "你自己的文本" },
  summary: {
    en: "One text per line with its class beside it: CSV, or columns separated by tabs or semicolons. Nothing leaves this browser.",
    zh: "每行一条文本及其类别：CSV，或用制表符、分号分隔的列。任何内容都不会离开此浏览器。",
  },
  file: { en: "From a file", zh: "从文件读取" },
  paste: { en: "Texts", zh: "文本" },
  example: { en: "good,What a wonderful film\nbad,I fell asleep twice", zh: "好评,这部电影太精彩了\n差评,我睡着了两次" },
  text: { en: "Text", zh: "文本列" },
  label: { en: "Class", zh: "类别列" },
  header: { en: "First line names the columns", zh: "首行是列名" },
} satisfies Record<string, Text>;

/** A larger file has more than can be taken anyway. */
const largestFile = 20_000_000;
/** More would be a wall; they are counted. */
const shownFaults = 4;
/** Fewer cannot be split into training, validation and test. */
const fewestTexts = 10;

interface Source {
  readonly name: string;
  readonly text: string;
}

export function OwnTextsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useSay();
  const bench = useBench();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState<Source>({ name: "", text: "" });
  const [chosen, setChosen] = useState<Columns>();
  const [isTooLarge, setTooLarge] = useState(false);
  const table = useMemo(() => readTable(source.text), [source]);
  const columns = useMemo(() => chosen ?? guessColumns(table), [chosen, table]);
  const { own, faults } = useMemo(() => ownTextsFrom(table, columns, source.name), [table, columns, source.name]);
  const take = (next: Source) => {
    setChosen(undefined);
    setSource(next);
  };
  const read = async (file: File) => {
    setTooLarge(file.size > largestFile);
    if (file.size > largestFile) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    take({ name: file.name.replace(/\.\w+$/, "").slice(0, 60), text: new TextDecoder(sniffEncoding(bytes)).decode(bytes) });
  };
  const use = () => {
    changeToOwnTexts(bench, own);
    onClose();
  };
  const missing =
    own.texts.length < fewestTexts
      ? say({ en: "At least {count} texts are needed.", zh: "至少需要 {count} 条文本。" }, { count: fewestTexts })
      : own.classNames.length < 2
        ? say({ en: "At least two classes are needed.", zh: "至少需要两个类别。" })
        : undefined;
  const names = Array.from({ length: table.columns }, (_, i) => ({
    value: String(i),
    label: (columns.hasHeader && table.rows[0]?.cells[i]) || say({ en: "column {number}", zh: "第 {number} 列" }, { number: i + 1 }),
  }));
  return (
    <Dialog
      open={open}
      width="560px"
      title={say(words.title)}
      summary={say(words.summary)}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{say({ en: "Cancel", zh: "取消" })}</Button>
          <Button variant="ink" disabledBecause={missing} onClick={use}>
            {say({ en: "Use these texts", zh: "使用这些文本" })}
          </Button>
        </>
      }
    >
      <div className="own-texts">
        <input
          ref={input}
          type="file"
          hidden
          accept=".txt,.csv,.tsv,text/plain,text/csv"
          aria-label={say(words.file)}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) void read(file);
          }}
        />
        <span className="row">
          <Button small icon="file-up" onClick={() => input.current?.click()}>
            {say(words.file)}
          </Button>
          <span className="quiet small">{source.name || say({ en: ".txt, .csv or .tsv, or paste below", zh: ".txt、.csv 或 .tsv，也可在下方粘贴" })}</span>
        </span>
        <TextArea
          label={say(words.paste)}
          rows={6}
          placeholder={say(words.example)}
          value={source.text.slice(0, longestShown)}
          onChange={(text) => take({ name: "", text })}
        />
        {isTooLarge && <p role="alert">{say({ en: "This file is larger than 20 MB.", zh: "此文件超过 20 MB。" })}</p>}
        {table.rows.length > 0 && (
          <>
            <Field label={say(words.text)}>
              <Select value={String(columns.text)} options={names} onChange={(value) => setChosen({ ...columns, text: Number(value) })} />
            </Field>
            <Field label={say(words.label)}>
              <Select value={String(columns.label)} options={names} onChange={(value) => setChosen({ ...columns, label: Number(value) })} />
            </Field>
            <Field label={say(words.header)}>
              <Switch checked={columns.hasHeader} onChange={(hasHeader) => setChosen({ ...columns, hasHeader })} />
            </Field>
            <p className="figure" role="status">
              {say(
                { en: "{texts} {texts|text|texts} in {classes} {classes|class|classes}: {names}", zh: "{texts} 条文本，{classes} 个类别：{names}" },
                { texts: grouped(own.texts.length), classes: own.classNames.length, names: own.classNames.slice(0, 8).join(", ") },
              )}
            </p>
          </>
        )}
        {faults.length > 0 && (
          <Notice
            tone="warn"
            title={say({ en: "{count} {count|line is|lines are} left out or unclear", zh: "{count} 行被略过或不明确" }, { count: faults.length })}
          >
            <ul>
              {faults.slice(0, shownFaults).map(({ line, what }, i) => (
                <li key={i}>{say({ en: "Line {line}: {what}.", zh: "第 {line} 行：{what}。" }, { line, what: say(what) })}</li>
              ))}
              {faults.length > shownFaults && <li>{say({ en: "and {count} more", zh: "另有 {count} 行" }, { count: faults.length - shownFaults })}</li>}
            </ul>
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

/** A field that holds megabytes can hardly be typed in; what is shown of a file is its beginning. */
const longestShown = 20_000;
