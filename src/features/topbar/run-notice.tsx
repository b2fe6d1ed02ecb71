/** What a person must know about the run: what failed and what to do, or calm news. Stays until it is closed or no longer true. */
import { useState } from "react";
import { useStore } from "zustand";
import type { Problem } from "@/base/problem";
import type { Message, Text } from "@/base/text";
import { useBench, useDocument, useRun } from "@/hooks/bench";
import { useCommand } from "@/hooks/use-command";
import { mendedWords } from "@/project/within-limits";
import type { Persistence } from "@/store/persistence/define-persistence";
import type { RunState } from "@/store/run-store";
import { Button } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import "@/features/topbar/run-notice.css";

const words = {
  stopped: { en: "Training stopped", zh: "训练已停止" },
  notReady: { en: "Not ready to train", zh: "尚不能训练" },
  recovering: { en: "The device was lost", zh: "设备已丢失" },
  recoveringWhy: {
    en: "Training goes on by itself from the last checkpoint. Nothing you made is affected.",
    zh: "训练会自动从最近的检查点继续。你的内容不受影响。",
  },
  brokenOff: { en: "Training was broken off", zh: "训练曾中断" },
  brokenOffWhy: { en: "The page was closed while it trained. Weights and curves are back.", zh: "训练时页面被关闭。权重和曲线已恢复。" },
  mended: { en: "Some settings were adjusted", zh: "部分设置已调整" },
  copy: { en: "Copy diagnostics", zh: "复制诊断信息" },
} satisfies Record<string, Text>;

type News =
  | { readonly kind: "problem"; readonly problem: Problem; readonly title: Text }
  | { readonly kind: "recovering" }
  | { readonly kind: "notice"; readonly notice: Message };

function newsOf({ run, problem, notice }: Pick<RunState, "run" | "problem" | "notice">): News | undefined {
  if (run.status === "ended" && run.end.reason === "failed") return { kind: "problem", problem: run.end.problem, title: words.stopped };
  if (run.status === "recovering") return { kind: "recovering" };
  if (problem) return { kind: "problem", problem, title: words.notReady };
  return notice && { kind: "notice", notice };
}

export function RunNotice() {
  const { persistence } = useBench();
  return (
    <div className="run-notice">
      <Mended />
      {persistence && <BrokenOff persistence={persistence} />}
      <RunNews />
    </div>
  );
}

/** A project from before a limit was drawn is open all the same; what that meant for it is told. */
function Mended() {
  const say = useSay();
  const { document } = useBench();
  const mended = useDocument((state) => state.mended);
  if (mended.length === 0) return null;
  return (
    <Notice tone="info" title={say(words.mended)} onClose={() => document.tellMended([])}>
      {say(mendedWords(mended))}
    </Notice>
  );
}

/** A reload or a crash ended a run half-way: it can go on from its last checkpoint. */
function BrokenOff({ persistence }: { readonly persistence: Persistence }) {
  const say = useSay();
  const brokenOff = useStore(persistence.state, (state) => state.brokenOff);
  const goOn = useCommand("train.goOn");
  if (!brokenOff) return null;
  return (
    <Notice
      tone="info"
      icon="history"
      title={say(words.brokenOff)}
      onClose={() => persistence.dismissBrokenOff()}
      actions={
        <Button small variant="ink" icon="play" disabledBecause={goOn.disabledBecause} onClick={goOn.run}>
          {goOn.label}
        </Button>
      }
    >
      {say(words.brokenOffWhy)}
    </Notice>
  );
}

function RunNews() {
  const state = useRun(({ run, problem, notice }) => ({ run, problem, notice }));
  const news = newsOf(state);
  const subject = news?.kind === "problem" ? news.problem : news?.kind === "notice" ? news.notice : undefined;
  const [closed, setClosed] = useState<unknown>();
  if (!news || (subject !== undefined && subject === closed)) return null;
  return <News news={news} onClose={() => setClosed(subject)} />;
}

function News({ news, onClose }: { readonly news: News; readonly onClose: () => void }) {
  const say = useSay();
  const train = useCommand("train.toggle");
  switch (news.kind) {
    case "recovering":
      return (
        <Notice tone="warn" icon="cpu" title={say(words.recovering)}>
          {say(words.recoveringWhy)}
        </Notice>
      );
    case "notice":
      return (
        <Notice tone="good" onClose={onClose}>
          {say(news.notice)}
        </Notice>
      );
    case "problem": {
      const { what, remedy, code, detail } = news.problem;
      return (
        <Notice
          tone="bad"
          title={say(news.title)}
          onClose={onClose}
          actions={
            <>
              {!train.disabledBecause && (
                <Button small variant="ink" icon="play" onClick={train.run}>
                  {train.label}
                </Button>
              )}
              {detail && (
                <Button small icon="copy" onClick={() => void navigator.clipboard.writeText(`${code}\n${detail}\n${navigator.userAgent}`)}>
                  {say(words.copy)}
                </Button>
              )}
            </>
          }
        >
          <p>{remedy ? say({ en: "{what} {remedy}", zh: "{what}{remedy}" }, { what: say(what), remedy: say(remedy) }) : say(what)}</p>
        </Notice>
      );
    }
  }
}
