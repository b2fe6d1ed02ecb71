/** One format: what it is for, what it cannot hold, the lines that open it, and what became of the file that was saved. */
import { ProofLine, sizeText, type Saved } from "@/features/export/proof-line";
import { endingFor, type Offer } from "@/features/export/save-model";
import { verifyLines } from "@/interop/export/proof/verify-script";
import type { Precision } from "@/interop/compress/precision";
import type { NetworkDocument } from "@/network/document";
import { Button } from "@/ui/button";
import { useSay, type Say } from "@/ui/locale";

export interface FormatRowProps {
  readonly offer: Offer;
  readonly fileName: string;
  readonly withProof: boolean;
  readonly network: NetworkDocument;
  /** Bytes that the weights alone take. */
  readonly weightBytes: number;
  readonly precision: Precision;
  readonly isBusy: boolean;
  readonly saved: Saved | undefined;
  readonly onSave: () => void;
}

export function FormatRow({ offer, fileName, withProof, network, weightBytes, precision, isBusy, saved, onSave }: FormatRowProps) {
  const say = useSay();
  const obstacles = network.nodes.flatMap((node) => {
    const reason = offer.cannotHold(node, network);
    return reason ? [{ node, reason }] : [];
  });
  const because = obstacles[0]
    ? say({ en: "It cannot hold {layer}: {reason}", zh: "无法容纳 {layer}：{reason}" }, { layer: obstacles[0].node.name, reason: say(obstacles[0].reason) })
    : undefined;
  const held = ["float32", ...(offer.precisions ?? [])];
  // A choice away, so no obstacle.
  const otherwise =
    offer.holds === "run" || held.includes(precision)
      ? undefined
      : say({ en: "It leaves with its weights as {held} only.", zh: "此格式的权重只能保存为 {held}。" }, { held: listed(held, say) });
  const isHeld = because === undefined && otherwise === undefined;
  const { verify, usage } = offer;
  const lines = withProof && verify ? verifyLines(verify).join("\n") : usage?.(network).replaceAll("{file}", fileName);
  const isReading = saved?.proof?.kind === "reading";
  return (
    <li>
      <div>
        <h3>
          {say(offer.title)} <span className="quiet figure">{endingFor(offer, withProof)}</span>
          {isHeld && !saved && offer.holds !== "run" && (
            <span className="quiet figure">{say({ en: " · weights {size}", zh: " · 权重 {size}" }, { size: sizeText(weightBytes) })}</span>
          )}
        </h3>
        <p className="quiet">{say(offer.purpose)}</p>
        {because !== undefined && <p className="export-obstacle">{because}</p>}
        {because === undefined && otherwise !== undefined && <p>{otherwise}</p>}
      </div>
      <Button
        icon="download"
        disabledBecause={because ?? otherwise ?? (isBusy ? say({ en: "The file is being made and checked.", zh: "正在生成并检查文件。" }) : undefined)}
        aria-label={say({ en: "Save for {format}", zh: "保存为 {format} 格式" }, { format: say(offer.title) })}
        onClick={onSave}
      >
        {isBusy ? (isReading ? say({ en: "Checking …", zh: "检查中…" }) : say({ en: "Saving …", zh: "保存中…" })) : say({ en: "Save", zh: "保存" })}
      </Button>
      {saved && <ProofLine {...saved} />}
      {isHeld && lines !== undefined && (
        <pre>
          <code>{lines}</code>
        </pre>
      )}
    </li>
  );
}

function listed(words: readonly string[], say: Say): string {
  return words.join(say({ en: " or ", zh: " 或 " }));
}
