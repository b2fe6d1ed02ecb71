/** One form for anything that declares `fields`: layers, optimizers, schedules, datasets. What is seldom touched starts folded. */
import type { Text } from "@/base/text";
import { usedFields, type ChoiceField, type Field, type FieldGroup, type Fields, type Regularizer } from "@/network/fields";
import { DimsInput } from "@/ui/dims-input";
import { Disclosure } from "@/ui/disclosure";
import { Field as FieldRow } from "@/ui/field";
import { useSay, type Say } from "@/ui/locale";
import { NumberInput } from "@/ui/number-input";
import { PairInput } from "@/ui/pair-input";
import { Segmented } from "@/ui/segmented";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";

type Value = unknown;
type Config = Readonly<Record<string, Value>>;

export interface FieldFormProps {
  readonly fields: Fields;
  readonly config: Config;
  readonly onChange: (key: string, value: Value) => void;
  /** A field was left: the next change is a step of undo of its own. */
  readonly onCommit?: () => void;
  /** Says more about a choice, inside its control: `max(0, x)`. */
  readonly hintFor?: (key: string, value: Value) => string | undefined;
}

const foldedGroups: readonly { readonly group: Exclude<FieldGroup, "main">; readonly label: Text }[] = [
  { group: "initializers", label: { en: "Initial weights", zh: "初始权重" } },
  { group: "regularization", label: { en: "Regularisation", zh: "正则化" } },
  { group: "advanced", label: { en: "Advanced", zh: "高级" } },
];

export function FieldForm({ fields, config, onChange, onCommit, hintFor }: FieldFormProps) {
  const say = useSay();
  const entries = Object.entries(usedFields(fields, config));
  const rows = (group: FieldGroup) =>
    entries
      .filter(([, field]) => (field.group ?? "main") === group)
      .map(([key, field]) => (
        <Row
          key={key}
          field={field}
          value={config[key] ?? field.initial}
          hint={hintFor?.(key, config[key])}
          onChange={(value) => onChange(key, value)}
          {...(onCommit ? { onCommit } : {})}
        />
      ));
  if (entries.length === 0) return null;
  return (
    <div className="field-form">
      {rows("main")}
      {foldedGroups.map(({ group, label }) => {
        const inside = rows(group);
        return (
          inside.length > 0 && (
            <Disclosure key={group} label={say(label)} hint={changedWords(say, entries, config, group)}>
              {inside}
            </Disclosure>
          )
        );
      })}
    </div>
  );
}

/** A folded group says how many of its settings differ from what it started with. */
function changedWords(say: Say, entries: readonly [string, Field][], config: Config, group: FieldGroup): string | undefined {
  const count = entries.filter(
    ([key, field]) => field.group === group && JSON.stringify(config[key] ?? field.initial) !== JSON.stringify(field.initial),
  ).length;
  return count === 0 ? undefined : say({ en: "{count} changed", zh: "{count} 项已改" }, { count });
}

interface RowProps {
  readonly field: Field;
  readonly value: Value;
  readonly hint: string | undefined;
  readonly onChange: (value: Value) => void;
  readonly onCommit?: () => void;
}

function Row({ field, value, hint, onChange, onCommit }: RowProps) {
  const say = useSay();
  const label = say(field.label);
  const help = say(field.help);
  const commit = onCommit ? { onCommit } : {};
  const unit = field.unit ? { unit: say(field.unit) } : {};
  switch (field.type) {
    case "int":
      return (
        <FieldRow label={label} help={help}>
          <NumberInput integer value={value as number} min={field.min} max={field.max} onChange={onChange} {...unit} {...commit} />
        </FieldRow>
      );
    case "float":
      return (
        <FieldRow label={label} help={help}>
          <NumberInput value={value as number} min={field.min} max={field.max} scale={field.scale ?? "linear"} onChange={onChange} {...unit} {...commit} />
        </FieldRow>
      );
    case "bool":
      return (
        <FieldRow label={label} help={help}>
          <Switch checked={value as boolean} onChange={onChange} />
        </FieldRow>
      );
    case "pair":
      return (
        <FieldRow label={label} help={help}>
          <PairInput value={value as readonly [number, number]} min={field.min} max={field.max} onChange={onChange} {...commit} />
        </FieldRow>
      );
    case "dims":
      return (
        <FieldRow label={label} help={help}>
          <DimsInput value={value as readonly number[]} min={field.min} max={field.max} maxLength={field.maxLength} onChange={onChange} {...commit} />
        </FieldRow>
      );
    case "choice":
      return <ChoiceRow field={field} label={label} help={help} value={value as string} hint={hint} onChange={onChange} />;
    case "regularizer":
      return <RegularizerRow of={say(field.of)} help={help} value={value as Regularizer} onChange={onChange} {...commit} />;
  }
}

/** Side by side only while the words fit the control: in Latin letters; a Chinese character takes the room of two. */
const longestSegments = 15;
const roomOf = (word: string) => word.replace(/\p{Script=Han}/gu, "  ").length;

interface ChoiceRowProps {
  readonly field: ChoiceField;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly hint: string | undefined;
  readonly onChange: (value: string) => void;
}

function ChoiceRow({ field, label, help, value, hint, onChange }: ChoiceRowProps) {
  const say = useSay();
  const options = field.options.map((option) => {
    const words = field.optionLabels?.[option];
    return { value: option, label: words ? say(words) : option };
  });
  const length = options.reduce((sum, option) => sum + roomOf(option.label), 0);
  return (
    <FieldRow label={label} help={help}>
      {options.length <= 4 && length <= longestSegments ? (
        <Segmented wide value={value} options={options} onChange={onChange} />
      ) : (
        <Select value={value} options={options} onChange={onChange} hint={hint} />
      )}
    </FieldRow>
  );
}

interface RegularizerRowProps {
  readonly of: string;
  readonly help: string;
  readonly value: Regularizer;
  readonly onChange: (value: Regularizer) => void;
  readonly onCommit?: () => void;
}

function RegularizerRow({ of, help, value, onChange, onCommit }: RegularizerRowProps) {
  const commit = onCommit ? { onCommit } : {};
  return (
    <>
      <FieldRow label={`${of} L1`} help={help}>
        <NumberInput value={value.l1} min={0} max={10} scale="log" onChange={(l1) => onChange({ ...value, l1 })} {...commit} />
      </FieldRow>
      <FieldRow label={`${of} L2`} help={help}>
        <NumberInput value={value.l2} min={0} max={10} scale="log" onChange={(l2) => onChange({ ...value, l2 })} {...commit} />
      </FieldRow>
    </>
  );
}
