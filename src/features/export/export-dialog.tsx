/** “Take it with you”: the trained network as a file of other programs, made here, uploaded nowhere. */
import { useState } from "react";
import { problemOf, type Problem } from "@/base/problem";
import { useBench, useDocument, useRun, useView } from "@/hooks/bench";
import { exportFormats } from "@/interop/export";
import type { ExportFormat } from "@/interop/export/export-format";
import type { NetworkDocument } from "@/network/document";
import type { Bench } from "@/store/bench";
import { modelToExport } from "@/store/export-model";
import { fileNameOf } from "@/store/files";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toasts";
import { saveBlob } from "@/viz/save-blob";
import "@/features/export/export.css";

export function ExportDialog() {
  const say = useSay();
  const { view } = useBench();
  const isOpen = useView((state) => state.isExportOpen);
  return (
    <Dialog
      title={say({ en: "Take it with you", zh: "带走模型" })}
      summary={say({
        en: "The network and its weights as a file that other programs open. It is made in this tab; nothing is uploaded.",
        zh: "把网络及其权重存成其他程序可打开的文件。文件在此标签页中生成，不上传任何内容。",
      })}
      width="640px"
      open={isOpen}
      onOpenChange={(next) => view.setState({ isExportOpen: next })}
    >
      <Formats />
    </Dialog>
  );
}

function Formats() {
  const say = useSay();
  const bench = useBench();
  const toast = useToast();
  const edited = useDocument((state) => state.project);
  const pinned = useRun((state) => state.pinned?.project);
  const isTrained = pinned !== undefined;
  const { network } = pinned ?? edited;
  const [busy, setBusy] = useState<string>();
  const [refused, setRefused] = useState<Problem>();

  const save = async (format: ExportFormat) => {
    setBusy(format.id);
    setRefused(undefined);
    try {
      const bytes = await fileOf(bench, format);
      const name = nameOf(edited.name, format);
      saveBlob(new Blob([Uint8Array.from(bytes)]), name);
      toast({
        icon: "file-down",
        text: say(
          { en: "Saved as “{name}”, {size}. Nothing was uploaded.", zh: "已保存为“{name}”，{size}。没有上传任何内容。" },
          { name, size: sizeOf(bytes.length) },
        ),
      });
    } catch (error) {
      setRefused(problemOf(error));
    } finally {
      setBusy(undefined);
    }
  };

  return (
    <>
      {!isTrained && (
        <Notice tone="info" icon="info">
          <p>{say({ en: "It is not trained yet: the weights are the random ones it starts with.", zh: "网络尚未训练：权重是起始时的随机值。" })}</p>
        </Notice>
      )}
      {refused && (
        <Notice tone="bad" icon="file-warning">
          <p>{say(refused.what)}</p>
          {refused.remedy && <p>{say(refused.remedy)}</p>}
        </Notice>
      )}
      <ul className="export-formats">
        {exportFormats.map((format) => (
          <FormatRow
            key={format.id}
            format={format}
            fileName={nameOf(edited.name, format)}
            network={network}
            isBusy={busy === format.id}
            onSave={() => void save(format)}
          />
        ))}
      </ul>
    </>
  );
}

function nameOf(project: string, { ending }: ExportFormat): string {
  return fileNameOf(project).replace(/\.layerlab$/, ending);
}

async function fileOf(bench: Bench, format: ExportFormat): Promise<Uint8Array> {
  return format.write(await modelToExport(bench), Date.now());
}

interface FormatRowProps {
  readonly format: ExportFormat;
  readonly fileName: string;
  readonly network: NetworkDocument;
  readonly isBusy: boolean;
  readonly onSave: () => void;
}

function FormatRow({ format, fileName, network, isBusy, onSave }: FormatRowProps) {
  const say = useSay();
  const obstacles = network.nodes.flatMap((node) => {
    const reason = format.cannotHold(node, network);
    return reason ? [{ node, reason }] : [];
  });
  const because = obstacles[0]
    ? say({ en: "It cannot hold {layer}: {reason}", zh: "无法容纳 {layer}：{reason}" }, { layer: obstacles[0].node.name, reason: say(obstacles[0].reason) })
    : undefined;
  return (
    <li>
      <div>
        <h3>
          {say(format.title)} <span className="quiet figure">{format.ending}</span>
        </h3>
        <p className="quiet">{say(format.purpose)}</p>
        {because !== undefined && <p className="export-obstacle">{because}</p>}
      </div>
      <Button
        icon="download"
        disabledBecause={because ?? (isBusy ? say({ en: "The file is being made.", zh: "正在生成文件。" }) : undefined)}
        aria-label={say({ en: "Save for {format}", zh: "保存为 {format} 格式" }, { format: say(format.title) })}
        onClick={onSave}
      >
        {isBusy ? say({ en: "Saving …", zh: "保存中…" }) : say({ en: "Save", zh: "保存" })}
      </Button>
      {because === undefined && (
        <pre>
          <code>{format.usage(network).replaceAll("{file}", fileName)}</code>
        </pre>
      )}
    </li>
  );
}

/** `407 kB`, `1.2 MB`. */
function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
