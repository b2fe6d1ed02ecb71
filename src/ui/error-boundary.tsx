/** Keeps a fault inside its panel: says what happened, offers to try again, and gives diagnostics to copy. */
import { Component, type ErrorInfo, type ReactNode } from "react";
import { problemOf, type Problem } from "@/base/problem";
import { Button } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";

export interface ErrorBoundaryProps {
  /** The panel's name, for the diagnostics. */
  readonly name: string;
  readonly children: ReactNode;
}
interface State {
  readonly problem: Problem | undefined;
  readonly stack: string;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { problem: undefined, stack: "" };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { problem: problemOf(error) };
  }

  override componentDidCatch(_error: Error, info: ErrorInfo): void {
    this.setState({ stack: info.componentStack ?? "" });
  }

  override render(): ReactNode {
    const { problem, stack } = this.state;
    if (!problem) return this.props.children;
    const diagnostics = [`Panel: ${this.props.name}`, `Problem: ${problem.code}`, problem.detail ?? "", stack, navigator.userAgent].join("\n");
    return <Fault problem={problem} diagnostics={diagnostics} onRetry={() => this.setState({ problem: undefined, stack: "" })} />;
  }
}

function Fault({ problem, diagnostics, onRetry }: { readonly problem: Problem; readonly diagnostics: string; readonly onRetry: () => void }) {
  const say = useSay();
  return (
    <div className="fault">
      <Notice
        tone="bad"
        title={say({ en: "This panel stopped", zh: "此面板已停止" })}
        actions={
          <>
            <Button small variant="ink" onClick={onRetry}>
              {say({ en: "Try again", zh: "重试" })}
            </Button>
            <Button small icon="copy" onClick={() => void navigator.clipboard.writeText(diagnostics)}>
              {say({ en: "Copy diagnostics", zh: "复制诊断信息" })}
            </Button>
          </>
        }
      >
        <p>{say(problem.what)}</p>
        <p>{say(problem.remedy ?? { en: "The rest of the page goes on, and your project is safe.", zh: "页面其余部分照常工作，你的项目没有受影响。" })}</p>
      </Notice>
    </div>
  );
}
