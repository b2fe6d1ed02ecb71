/** Why a file or a link was not opened, and the way to another; it comes only when it is needed. */
import type { Problem } from "@/base/problem";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";

export interface RefusedDialogProps {
  readonly name: string;
  readonly problem: Problem;
  readonly onClose: () => void;
  /** Asks for another file. */
  readonly onChoose: () => void;
}

export default function RefusedDialog({ name, problem, onClose, onChoose }: RefusedDialogProps) {
  const say = useSay();
  return (
    <Dialog
      title={say({ en: "“{name}” was not opened", zh: "未能打开“{name}”" }, { name })}
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      footer={
        <>
          <span className="quiet refused-calm">{say({ en: "Your project is as it was.", zh: "你的项目没有变化。" })}</span>
          <Button onClick={onClose}>{say({ en: "Close", zh: "关闭" })}</Button>
          <Button variant="primary" icon="file-up" onClick={onChoose}>
            {say({ en: "Choose another file", zh: "选择其他文件" })}
          </Button>
        </>
      }
    >
      <Notice tone="bad" icon="file-warning">
        <p>{say(problem.what)}</p>
        {problem.remedy && <p>{say(problem.remedy)}</p>}
      </Notice>
    </Dialog>
  );
}
