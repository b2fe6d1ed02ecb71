/** Title of the panel, tools, and the choice between drawing and the test set. */
import type { ReactNode } from "react";
import type { TryMode } from "@/features/try-it/try-digit";
import { useSay } from "@/ui/locale";
import { Segmented } from "@/ui/segmented";

export interface TryHeadProps {
  /** Absent where there is nothing to choose. */
  readonly mode?: TryMode | undefined;
  readonly onMode?: (mode: TryMode) => void;
  readonly children?: ReactNode;
}

export function TryHead({ mode, onMode, children }: TryHeadProps) {
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
              { value: "draw", label: say({ en: "Draw", zh: "手写" }) },
              { value: "test", label: say({ en: "Test set", zh: "测试集" }) },
            ]}
            onChange={onMode}
          />
        )}
      </span>
    </header>
  );
}
