/** Mod+C, X and V on the canvas: the browser's own events, which need no permission. */
import { useEffect } from "react";
import { useBench } from "@/hooks/bench";
import { useAct } from "@/hooks/use-command";
import { copyText, cutText, pasteText } from "@/store/commands/clipboard";

/** Text that somebody has marked, or is editing, is theirs to copy. */
function isOurs(): boolean {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) return false;
  if (document.getSelection()?.isCollapsed === false) return false;
  return active === document.body || active?.closest('[data-region="network"]') != null;
}

export function useClipboardEvents(): void {
  const bench = useBench();
  const act = useAct();
  useEffect(() => {
    const give = (take: typeof copyText) => (event: ClipboardEvent) => {
      if (!isOurs()) return;
      const text = take(bench);
      if (text === undefined) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    const [onCopy, onCut] = [give(copyText), give(cutText)];
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain");
      if (!isOurs() || text === undefined) return;
      act(async () => {
        if (pasteText(bench, text)) event.preventDefault();
      });
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [bench, act]);
}
