/** Files: saving the project with its run, opening one by dialog or by dropping it on the page, and saying what is wrong with it. */
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { problemOf, type Problem } from "@/base/problem";
import { appVersion, digest } from "@/hooks/app-info";
import { useBench } from "@/hooks/bench";
import { useAct } from "@/hooks/use-command";
import { useViewRequest } from "@/hooks/use-view-request";
import { useSay } from "@/ui/locale";
import { useToast } from "@/ui/toasts";
import { saveBlob } from "@/viz/save-blob";

const RefusedDialog = lazy(() => import("@/features/topbar/refused-dialog"));

export function ProjectFiles() {
  const say = useSay();
  const act = useAct();
  const toast = useToast();
  const bench = useBench();
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<{ readonly name: string; readonly problem: Problem } | undefined>();

  const choose = () => input.current?.click();
  const open = async (files: readonly File[]) => {
    const name = files[0]?.name ?? "";
    try {
      const [{ openFile }, { readInWorker }, ...given] = await Promise.all([
        import("@/store/files"),
        import("@/store/read-in-worker"),
        ...files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
      ]);
      // What is on screen is kept before it goes.
      await bench.persistence?.flush();
      const { note } = await openFile(bench, given, crypto.randomUUID(), readInWorker);
      setRefused(undefined);
      const text = say({ en: "“{name}” is open", zh: "已打开“{name}”" }, { name });
      toast({ icon: "file-up", text: note ? `${text}${say({ en: ". ", zh: "。" })}${say(note)}` : text });
    } catch (error) {
      setRefused({ name, problem: problemOf(error) });
    }
  };
  const openLink = async (fragment: string) => {
    try {
      await bench.persistence?.restored;
      await bench.persistence?.flush();
      const { readShareLink } = await import("@/interop/link/share-link");
      const { project, mended } = readShareLink(fragment, crypto.randomUUID());
      bench.document.open(project, mended);
      setRefused(undefined);
      toast({
        icon: "link",
        text: say({
          en: "Opened from a link, as a project of its own. What you had is under File, Recent projects.",
          zh: "已从链接打开，是一个独立的项目。你之前的内容在“文件 › 最近的项目”中。",
        }),
      });
    } catch (error) {
      setRefused({ name: say({ en: "The link", zh: "链接" }), problem: problemOf(error) });
    }
  };
  const save = async () => {
    const { saveToFile } = await import("@/store/files");
    const { name, bytes } = await saveToFile(bench, appVersion, digest);
    saveBlob(new Blob([Uint8Array.from(bytes)], { type: "application/zip" }), name);
    toast({ icon: "file-down", text: say({ en: "Saved as “{name}”. Nothing was uploaded.", zh: "已保存为“{name}”，没有上传任何内容。" }, { name }) });
  };
  useViewRequest("openFile", choose);
  useViewRequest("saveFile", () => act(save));
  useDroppedFiles((files) => void open(files));
  useLinkInAddress((fragment) => void openLink(fragment));

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".layerlab,.keras,.h5,.hdf5,.onnx,.data,.json,.bin,.zip,.safetensors,.npz"
        aria-label={say({ en: "Open a file", zh: "打开文件" })}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) void open(files);
        }}
      />
      {refused && (
        <Suspense fallback={null}>
          <RefusedDialog {...refused} onClose={() => setRefused(undefined)} onChoose={choose} />
        </Suspense>
      )}
    </>
  );
}

/** A project in the address, now or when another is put there. It is taken out, so that a reload does not make one more of it. */
function useLinkInAddress(onLink: (fragment: string) => void): void {
  const handle = useEffectEvent(onLink);
  useEffect(() => {
    const look = () => {
      const { hash, pathname, search } = window.location;
      if (!hash.startsWith("#layerlab=")) return;
      history.replaceState(null, "", pathname + search);
      handle(hash);
    };
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
}

/** Files dropped anywhere on the page, unless a part of it took the drop. */
function useDroppedFiles(onFiles: (files: readonly File[]) => void): void {
  const handle = useEffectEvent(onFiles);
  useEffect(() => {
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent) => {
      if (isFile(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (event.defaultPrevented || !isFile(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) handle(files);
    };
    addEventListener("dragover", onDragOver);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("drop", onDrop);
    };
  }, []);
}
