/** RepeatVector: one flat list at every step of a sequence. */
import { int } from "@/network/fields";
import { figureLine } from "@/network/layers/brief";
import { defineLayer } from "@/network/layers/define-layer";
import { ShapeError } from "@/network/shape";

export const RepeatVector = defineLayer({
  className: "RepeatVector",
  category: "reshaping",
  title: { en: "Repeat", zh: "重复" },
  summary: {
    en: "Puts one flat list at every step of a sequence, so that a recurrent layer can unfold it again.",
    zh: "把同一个一维特征放到序列的每一步，使循环层能把它重新展开。",
  },
  formula: { latex: "y_t = x", symbols: [{ latex: "x", meaning: { en: "the incoming list, the same at every step t", zh: "输入的特征，在每一步 t 都相同" } }] },
  kerasUrl: "https://keras.io/api/layers/reshaping_layers/repeat_vector/",
  keywords: ["sequence", "unfold", "decoder", "重复"],
  icon: "rows-3",
  input: { arity: 1, rank: 2 },
  fields: {
    n: int({
      label: { en: "Steps", zh: "步数" },
      help: { en: "How many steps the sequence has that leaves.", zh: "输出的序列有多少步。" },
      initial: 8,
      min: 1,
      max: 512,
    }),
  },
  brief: ({ n }) => ({ line: figureLine(`× ${n}`) }),
  outputShape({ n }, [input]) {
    const [batch, size] = input ?? [];
    if (input?.length !== 2 || size == null)
      throw new ShapeError("RepeatVector", { en: "a flat list of features", zh: "一维的特征列表" }, input ?? [], {
        en: "Insert Flatten before it, or let the recurrent layer before it give its last step only.",
        zh: "在它前面插入 Flatten，或让前面的循环层只返回最后一步。",
      });
    return [batch ?? null, n, size];
  },
  weights: () => [],
  macs: () => 0,
});
