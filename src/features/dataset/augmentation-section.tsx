/** Random changes of each training image, with what they make of one. */
import { useCallback, useMemo, useState } from "react";
import type { Text } from "@/base/text";
import { augmentationFields } from "@/data/data-fields";
import type { Augmentation } from "@/data/data-settings";
import type { ExampleSet } from "@/engine/protocol";
import { useDataEditor, type ChosenData } from "@/features/dataset/use-data";
import { useBench } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import { useLatest } from "@/hooks/use-latest";
import { IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { useSay } from "@/ui/locale";
import { Popover } from "@/ui/popover";
import { Slider } from "@/ui/slider";
import { Switch } from "@/ui/switch";
import { Term } from "@/ui/term";
import { percent } from "@/viz/figures";
import type { Palette } from "@/viz/palette";
import { imageMap, tileSheet } from "@/viz/pixels";
import { createPixelView } from "@/viz/pixel-view";
import { rampOf } from "@/viz/ramps";

const words = {
  title: { en: "Augmentation", zh: "数据增强" },
  help: {
    en: "Every training image is changed a little, differently each time it is seen. The network meets more variety and overfits later; validation and test stay as they are.",
    zh: "每张训练图像每次被看到时都会有些不同的变化。网络见到更多样的图像，更晚过拟合；验证与测试保持原样。",
  },
  settings: { en: "Augmentation settings", zh: "数据增强设置" },
  preview: { en: "One training image, and five changes of it", zh: "一张训练图像及其五种变化" },
  other: { en: "Show another image", zh: "换一张图像" },
  flip: { en: "Mirror", zh: "镜像" },
  flipHelp: { en: "Left and right swapped in half of the images. Suits clothes, spoils digits.", zh: "半数图像左右翻转。适合服饰，会破坏数字。" },
} satisfies Record<string, Text>;

export function AugmentationSection({ chosen }: { readonly chosen: ChosenData }) {
  const say = useSay();
  const { change, commit } = useDataEditor();
  const { augmentation } = chosen.data;
  const toggle = (enabled: boolean) => {
    change("augmentation.enabled", words.title, { augmentation: { ...augmentation, enabled } });
    commit();
  };
  if (!chosen.dataset.isAugmentable) return null;
  return (
    <section className="section">
      <div className="label dataset-row">
        <Term help={say(words.help)}>{say(words.title)}</Term>
        <span className="push">
          {augmentation.enabled ? (
            <Popover label={say(words.settings)} side="top" align="start" trigger={<IconButton small icon="sliders-horizontal" label={say(words.settings)} />}>
              <AugmentationForm augmentation={augmentation} />
            </Popover>
          ) : (
            say({ en: "off", zh: "关" })
          )}
        </span>
        <Switch label={say(words.title)} checked={augmentation.enabled} onChange={toggle} />
      </div>
      {augmentation.enabled && <AugmentationPreview augmentation={augmentation} report={chosen.report} />}
    </section>
  );
}

function AugmentationForm({ augmentation }: { readonly augmentation: Augmentation }) {
  const say = useSay();
  const { change, commit } = useDataEditor();
  const set = (key: keyof Augmentation, label: Text, value: number | boolean) =>
    change(`augmentation.${key}`, label, { augmentation: { ...augmentation, [key]: value } });
  const slider = (key: keyof typeof augmentationFields, max: number, step: number, format: (value: number) => string) => (
    <Field label={say(augmentationFields[key].label)} help={say(augmentationFields[key].help)}>
      <Slider
        value={augmentation[key]}
        min={0}
        max={max}
        step={step}
        format={format}
        onCommit={commit}
        onChange={(value) => set(key, augmentationFields[key].label, value)}
      />
    </Field>
  );
  const share = (value: number) => percent(value, 0);
  return (
    <div className="dataset-popover-form">
      {slider("shift", 0.3, 0.01, share)}
      {slider("rotate", 45, 1, (value) => `${value}°`)}
      {slider("scale", 0.4, 0.01, share)}
      {slider("noise", 0.5, 0.01, (value) => value.toFixed(2))}
      <Field label={say(words.flip)} help={say(words.flipHelp)}>
        <Switch
          checked={augmentation.flip}
          onChange={(flip) => {
            set("flip", words.flip, flip);
            commit();
          }}
        />
      </Field>
    </div>
  );
}

const variations = 5;

function AugmentationPreview({ augmentation, report }: { readonly augmentation: Augmentation; readonly report: ChosenData["report"] }) {
  const say = useSay();
  const { session } = useBench();
  const [index, setIndex] = useState(0);
  const ask = useCallback(
    (signal: AbortSignal) =>
      Promise.all(Array.from({ length: variations }, (_, seed) => session.augment({ augmentation, indices: [index], seed: seed + 1 }, signal))),
    [session, augmentation, index],
  );
  const answers = useLatest(report ? ask : undefined, 0, report);
  const images = useMemo<readonly ExampleSet[]>(() => (answers?.[0] ? [answers[0].before, ...answers.map(({ after }) => after)] : []), [answers]);
  const map = useCallback(
    (palette: Palette) =>
      tileSheet(
        images.map(({ inputs, inputShape }) => imageMap(inputs, inputShape, rampOf(palette, "ink"))),
        variations + 1,
        1,
        2,
      ),
    [images],
  );
  const [canvas] = useController(
    createPixelView,
    useMemo(() => ({ map }), [map]),
  );
  const next = () => setIndex((index + 1) % Math.max(report?.counts.train ?? 1, 1));
  return (
    <div className="augmentation-preview">
      <button type="button" aria-label={`${say(words.preview)}. ${say(words.other)}`} title={say(words.other)} onClick={next}>
        <canvas ref={canvas} aria-hidden="true" />
      </button>
    </div>
  );
}
