/** Title of the panel, tools, and the choice between drawing and the test set. */
import type { ReactNode } from "react";
import type { Text } from "@/base/text";
import type { TryMode } from "@/features/try-it/try-digit";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";

export interface TryHeadProps {
  /** Absent where there is nothing to choose. */
  readonly mode?: TryMode | undefined;
  readonly onMode?: (mode: TryMode) => void;
  /** What one does instead of picking from the test set. */
  readonly own?: Text;
  readonly children?: ReactNode;
}

const draw: Text = { en: "Draw", zh: "手写" };

export function TryHead({ mode, onMode, own = draw, children }: TryHeadProps) {
  const say = useSay();
  return (
    <header className="panel-head try-head">
      <h2>{say({ en: "Try it", zh: "试一试" })}</h2>
      <span className="row push">
        {children}
        {mode && onMode && (
          <Segmented
            label={say({ en: "Input", zh: "输入" })}
            value={mode}
            options={[
              { value: "draw", label: say(own) },
              { value: "test", label: say({ en: "Test set", zh: "测试集" }) },
            ]}
            onChange={onMode}
          />
        )}
      </span>
    </header>
  );
}
