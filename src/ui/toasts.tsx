/** Short news of what was done and how to undo it. Never for something that must be fixed: that is a `Notice`. */
import { createContext, useCallback, useContext, useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

export interface Toast {
  readonly text: string;
  readonly icon?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}
type ShowToast = (toast: Toast) => void;

const ToastContext = createContext<ShowToast>(() => undefined);
export const useToast = (): ShowToast => useContext(ToastContext);

const shownMs = 6000;
const most = 3;

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const nextId = useRef(0);
  const show = useCallback<ShowToast>((toast) => setToasts((shown) => [...shown, { ...toast, id: nextId.current++ }].slice(-most)), []);
  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const list = useMemo(() => toasts.map((toast) => <ToastCard key={toast.id} toast={toast} onDismiss={() => dismiss(toast.id)} />), [toasts, dismiss]);
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {list}
      </div>
    </ToastContext>
  );
}

function ToastCard({ toast, onDismiss }: { readonly toast: Toast; readonly onDismiss: () => void }) {
  const say = useSay();
  const [isHeld, setHeld] = useState(false);
  const dismiss = useEffectEvent(onDismiss);
  // It waits while somebody points at it or is inside with the keyboard.
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismiss(), shownMs);
    return () => clearTimeout(timer);
  }, [isHeld]);
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={toast.icon ?? "check"} />
      {toast.text}
      {toast.action && (
        <Button
          small
          onClick={() => {
            toast.action?.run();
            onDismiss();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton small className={toast.action ? undefined : "push"} icon="x" label={say({ en: "Dismiss", zh: "关闭" })} onClick={onDismiss} />
    </div>
  );
}
