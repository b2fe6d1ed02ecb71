/** One panel's place: its fault stays inside it, and it may arrive later than the page. */
import { Suspense, type ReactNode } from "react";
import { ErrorBoundary } from "@/ui/error-boundary";

export function Slot({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <ErrorBoundary name={name}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
}
