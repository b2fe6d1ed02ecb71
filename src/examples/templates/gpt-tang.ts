/** A small GPT that writes Tang verse: five characters a line, and it knows when a poem is done. */
import { adam, defineTemplate } from "@/examples/define-template";
import { gptNetwork } from "@/examples/gpt-network";

const steps = 49;

export const gptTang = defineTemplate({
  id: "gpt-tang",
  title: { en: "Small GPT: Tang verse", zh: "小型 GPT：五言唐诗" },
  what: {
    en: "A Transformer of two blocks reads Tang poems from their first character to their end and guesses the next one at every place.",
    zh: "两个模块的 Transformer 从首字到结束读五言唐诗，并在每个位置猜下一个字。",
  },
  watch: {
    en: "Let it write in Try it while it trains: first it learns to count five and five, then which characters go together, then to pair the lines.",
    zh: "训练时在“试一试”里让它写：先学会五字一句，再学会哪些字相配，最后学会对仗。",
  },
  tryNext: {
    en: "Empty the beginning and let it start by itself, or give it the first half of a line that you know.",
    zh: "清空开头让它自己起句，或给它一句你熟悉的诗的前半。",
  },
  network: gptNetwork({ steps, vocabulary: 2504, size: 96, heads: 4, blocks: 2, dropout: 0.2, hasPadding: true }),
  data: { datasetId: "tang-verse", config: { length: steps }, normalization: "none", validationSplit: 0.05 },
  training: {
    optimizer: adam(0.003),
    batchSize: 32,
    epochs: 6,
    schedule: { name: "warmUp", config: { warmUpEpochs: 0.3, afterwards: "cosine", alpha: 0.05 } },
  },
  target: { metric: "testLoss", value: 4.6, afterEpochs: 6 },
});
