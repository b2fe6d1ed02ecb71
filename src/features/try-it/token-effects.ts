/** What tokens do to an answer, in words and as shades: by hiding them, or by the slope of the score. */
import type { Text } from "@/base/text";
import type { Attribution } from "@/engine/protocol";
import type { Occlusion } from "@/features/try-it/occlusion";
import type { TokenEffect } from "@/hooks/token-list";
import type { Say } from "@/ui/locale";
import { fixed } from "@/viz/figures";

/** Smaller ones are not worth a shade. */
const leastShare = 0.005;

const words = {
  lessSure: { en: "without it {share} less sure", zh: "没有它，把握减少 {share}" },
  surer: { en: "without it {share} surer", zh: "没有它，把握增加 {share}" },
  adds: { en: "adds {amount} to the score", zh: "使分数增加 {amount}" },
  takes: { en: "takes {amount} from the score", zh: "使分数减少 {amount}" },
} satisfies Record<string, Text>;

export function hiddenEffects({ effects }: Occlusion, say: Say): readonly (TokenEffect | undefined)[] {
  return effects.map((share) => worthIt(share, () => say(share > 0 ? words.lessSure : words.surer, { share: `${Math.round(100 * Math.abs(share))} %` })));
}

/** Scores have no scale of their own: the strongest token has the strongest shade. */
export function slopeEffects({ effects }: Attribution, used: number, say: Say): readonly (TokenEffect | undefined)[] {
  const own = effects.subarray(0, used);
  const most = own.reduce((greatest, effect) => Math.max(greatest, Math.abs(effect)), 0);
  return Array.from(own, (effect) =>
    worthIt(most > 0 ? effect / most : 0, () => say(effect > 0 ? words.adds : words.takes, { amount: fixed(Math.abs(effect), 2) })),
  );
}

/** What all tokens add up to; padding adds nothing. */
export const slopeSum = ({ effects }: Attribution): number => effects.reduce((sum, effect) => sum + effect, 0);

function worthIt(share: number, told: () => string): TokenEffect | undefined {
  return Math.abs(share) < leastShare ? undefined : { share, told: told() };
}
