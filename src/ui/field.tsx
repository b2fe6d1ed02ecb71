/** One row of a form: label left, control right, error underneath. The control finds its names here by itself. */
import { createContext, useContext, useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { Term } from "@/ui/term";

interface FieldContextValue {
  readonly controlId: string;
  readonly name: Pick<ControlNames, "aria-label" | "aria-labelledby">;
  readonly describedBy: string | undefined;
  readonly hasHelp: boolean;
  readonly setError: (error: string | undefined) => void;
}
/** Explains the field that has the focus: its label need not be a stop of Tab for that. */
const helpKey = "F1";
const FieldContext = createContext<FieldContextValue | undefined>(undefined);

export interface FieldProps {
  readonly label: string;
  /** Explains the label on hover and tap, and by F1 from the control, whose description it is. */
  readonly help?: string;
  /** An error known from outside; the control reports its own by itself. */
  readonly error?: string | undefined;
  /** Label above, control below at full width. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Field({ label, help, error, wide, children }: FieldProps) {
  const id = useId();
  const [ownError, setError] = useState<string | undefined>();
  const shown = error ?? ownError;
  const [isExplained, setExplained] = useState(false);
  const hasHelp = help !== undefined;
  const value = useMemo(() => {
    const describedBy = [...(shown === undefined ? [] : [`${id}e`]), ...(hasHelp ? [`${id}h`] : [])].join(" ");
    // A label that explains itself is a button: out of view in a panel that scrolls, axe takes that for no label.
    const name = hasHelp ? { "aria-label": label } : { "aria-labelledby": `${id}l` };
    return { controlId: `${id}c`, name, describedBy: describedBy === "" ? undefined : describedBy, hasHelp, setError };
  }, [id, label, shown, hasHelp]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== helpKey || !hasHelp) return;
    event.preventDefault();
    setExplained(!isExplained);
  };
  return (
    <FieldContext value={value}>
      <div className={classNames("field", wide && "is-wide")} onKeyDown={onKeyDown} onBlur={() => setExplained(false)}>
        <div className="field-label">
          {!hasHelp ? (
            <label htmlFor={value.controlId} id={`${id}l`}>
              {label}
            </label>
          ) : (
            <>
              <Term help={help} ofField={{ isOpen: isExplained, setOpen: setExplained, shortcut: helpKey }}>
                {label}
              </Term>
              <span hidden id={`${id}h`}>
                {help}
              </span>
            </>
          )}
        </div>
        <div className="field-control">{children}</div>
        {shown !== undefined && (
          <p className="field-error" id={`${id}e`} role="alert">
            <Icon name="circle-alert" />
            {shown}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

export interface ControlNames {
  readonly id?: string;
  readonly "aria-labelledby"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-label"?: string;
  readonly "aria-keyshortcuts"?: string;
}

/** Names for the element that takes the focus: from the field around it, or `label` where there is none. */
export function useControlNames(label: string | undefined): ControlNames {
  const field = useContext(FieldContext);
  if (!field) return label === undefined ? {} : { "aria-label": label };
  const described = {
    ...(field.describedBy === undefined ? {} : { "aria-describedby": field.describedBy }),
    ...(field.hasHelp ? { "aria-keyshortcuts": helpKey } : {}),
  };
  if (label !== undefined) return { "aria-label": label, ...described };
  return { id: field.controlId, ...field.name, ...described };
}

/** Shows a control's own error under its field. */
export function useReportError(error: string | undefined): void {
  const setError = useContext(FieldContext)?.setError;
  useEffect(() => {
    setError?.(error);
    return () => setError?.(undefined);
  }, [error, setError]);
}
