/** “Share as a link”: the project without its weights as an address, to copy or to point a camera at. */
import { correction, generate } from "lean-qr";
import { useMemo } from "react";
import { useBench, useDocument, useView } from "@/hooks/bench";
import { useCommand } from "@/hooks/use-command";
import { linkObstacle, writeShareLink } from "@/interop/link/share-link";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toasts";
import "@/features/share/share.css";

export function ShareDialog() {
  const say = useSay();
  const { view } = useBench();
  const isOpen = useView((state) => state.isShareOpen);
  return (
    <Dialog
      title={say({ en: "Share as a link", zh: "用链接分享" })}
      summary={say({
        en: "Network, data choice and training settings, all in the address itself. Weights and data of your own are not in it.",
        zh: "网络、数据选择和训练设置全部写在地址中，不含权重和你自己的数据。",
      })}
      width="600px"
      open={isOpen}
      onOpenChange={(next) => view.setState({ isShareOpen: next })}
    >
      <Link />
    </Dialog>
  );
}

function Link() {
  const say = useSay();
  const toast = useToast();
  const { view } = useBench();
  const save = useCommand("project.save");
  const project = useDocument((state) => state.project);
  const obstacle = useMemo(() => linkObstacle(project), [project]);
  const address = useMemo(() => (obstacle ? "" : `${window.location.href.replace(/#.*$/, "")}#${writeShareLink(project)}`), [project, obstacle]);
  if (obstacle)
    return (
      <>
        <Notice tone="info" icon="info">
          <p>{say(obstacle)}</p>
        </Notice>
        <p className="share-actions">
          <Button
            variant="primary"
            icon="file-down"
            onClick={() => {
              view.setState({ isShareOpen: false });
              save.run();
            }}
          >
            {say(save.command.label)}
          </Button>
        </p>
      </>
    );

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toast({ icon: "check", text: say({ en: "The link is copied.", zh: "链接已复制。" }) });
    } catch {
      toast({
        icon: "circle-alert",
        text: say({ en: "This browser does not let us copy. Select the link and copy it by hand.", zh: "浏览器不允许复制，请选中链接后手动复制。" }),
      });
    }
  };
  return (
    <div className="share">
      <textarea
        className="share-address"
        readOnly
        rows={4}
        value={address}
        aria-label={say({ en: "Link", zh: "链接" })}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className="share-actions">
        <Button variant="primary" icon="copy" onClick={() => void copy()}>
          {say({ en: "Copy the link", zh: "复制链接" })}
        </Button>
        <span className="quiet">
          {say(
            {
              en: "{length} characters. Whoever opens it gets a project of their own; nothing starts by itself.",
              zh: "{length} 个字符。打开它的人会得到自己的一份项目，不会自动开始任何训练。",
            },
            { length: address.length.toLocaleString("en") },
          )}
        </span>
      </p>
      <QrCode address={address} />
    </div>
  );
}

/** What a camera reads; nothing where the address is longer than such a code can be. */
function QrCode({ address }: { readonly address: string }) {
  const say = useSay();
  const code = useMemo(() => qrPath(address), [address]);
  if (!code)
    return (
      <p className="quiet">
        {say({ en: "The link is too long for a QR code, which holds 2,953 characters.", zh: "链接太长，做不成二维码（最多 2,953 个字符）。" })}
      </p>
    );
  const side = code.size + 2 * quiet;
  return (
    <svg
      className="share-code"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={say({ en: "QR code of the link", zh: "链接的二维码" })}
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${side}v${side}h-${side}z`} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}

/** Modules of white around a code (ISO/IEC 18004). */
const quiet = 4;

function qrPath(text: string): { readonly size: number; readonly path: string } | undefined {
  try {
    const code = generate(text, { maxCorrectionLevel: correction.L });
    let path = "";
    for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
    return { size: code.size, path };
  } catch {
    return undefined;
  }
}
