/** How much room a word takes before it is drawn, in Latin letters: a Chinese character is as wide as two. */

const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/gu;

export function letterWidth(word: string): number {
  return Array.from(word).length + (word.match(wide)?.length ?? 0);
}
