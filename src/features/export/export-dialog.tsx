/** “Take it with you”: the trained network as a file of other programs, made here, uploaded nowhere. */
import { useMemo, useState } from "react";
import type { Text } from "@/base/text";
import { problemOf, type Problem } from "@/base/problem";
import { useBench, useDocument, useRun, useView } from "@/hooks/bench";
import { FormatRow } from "@/features/export/format-row";
import { PrecisionPanel } from "@/features/export/precision-panel";
import { sizeText, type Saved } from "@/features/export/proof-line";
import { checkSaved, fileNameFor, offers, type Offer } from "@/features/export/save-model";
import { weightBytes, type Precision } from "@/interop/compress/precision";
import { Dialog } from "@/ui/dialog";
import { Switch } from "@/ui/switch";
import { useLocale, useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toasts";
import { saveBlob } from "@/viz/save-blob";
import "@/features/export/export.css";

const words = {
  withProof: { en: "With proof", zh: "附带验证" },
  proofHelp: {
    en: "One zip with the file, examples and the answers to them, the preprocessing, the labels, and a script that has the real program check them.",
    zh: "一个压缩包：文件、样本及其回答、预处理、标签，以及用真实程序核对它们的脚本。",
  },
} satisfies Record<string, Text>;

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
  const locale = useLocale();
  const toast = useToast();
  const edited = useDocument((state) => state.project);
  const pinned = useRun((state) => state.pinned?.project);
  const isTrained = pinned !== undefined;
  const { network } = pinned ?? edited;
  const [precision, setPrecision] = useState<Precision>("float32");
  const bytesOfWeights = useMemo(() => weightBytes(precision, network), [precision, network]);
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [withProof, setWithProof] = useState(false);
  const [refused, setRefused] = useState<Problem>();
  const [saved, setSaved] = useState<Readonly<Record<string, Saved>>>({});
  const keyOf = (offer: Offer) => `${offer.id} ${precision}`;
  const note = (offer: Offer, bytes: number, proof: Saved["proof"]) => setSaved((before) => ({ ...before, [keyOf(offer)]: { bytes, proof } }));

  const save = async (offer: Offer) => {
    setBusy((before) => new Set([...before, offer.id]));
    setRefused(undefined);
    try {
      const made = await offer.make(bench, { precision, withProof, locale });
      const bytes = made.zip ?? made.bytes;
      const name = fileNameFor(edited.name, offer, withProof);
      saveBlob(new Blob([Uint8Array.from(bytes)]), name);
      toast({
        icon: "file-down",
        text: say(
          { en: "Saved as “{name}”, {size}. Nothing was uploaded.", zh: "已保存为“{name}”，{size}。没有上传任何内容。" },
          { name, size: sizeText(bytes.length) },
        ),
      });
      const { readBack: by } = offer;
      if (typeof by !== "string") return note(offer, bytes.length, by && { kind: "elsewhere", words: by.elsewhere });
      note(offer, bytes.length, { kind: "reading", by });
      const proof = await checkSaved(bench, fileNameFor(edited.name, offer, false), made, by).then(
        (comparison) => ({ kind: "compared", comparison }) as const,
        (error: unknown) => ({ kind: "unread", problem: problemOf(error) }) as const,
      );
      note(offer, bytes.length, proof);
    } catch (error) {
      setRefused(problemOf(error));
    } finally {
      setBusy((before) => new Set([...before].filter((id) => id !== offer.id)));
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
      <PrecisionPanel precision={precision} onChange={setPrecision} />
      <div className="export-proof-choice">
        <Switch label={say(words.withProof)} checked={withProof} onChange={setWithProof} />
        <div>
          <p>{say(words.withProof)}</p>
          <p className="quiet small">{say(words.proofHelp)}</p>
        </div>
      </div>
      <ul className="export-formats">
        {offers.map((offer) => (
          <FormatRow
            key={offer.id}
            offer={offer}
            fileName={fileNameFor(edited.name, offer, false)}
            withProof={withProof}
            network={network}
            weightBytes={bytesOfWeights}
            precision={precision}
            isBusy={busy.has(offer.id)}
            saved={saved[keyOf(offer)]}
            onSave={() => void save(offer)}
          />
        ))}
      </ul>
    </>
  );
}
