/** Texts that are easily read otherwise: every script, every kind of space, what is joined, what is broken. The same ones each time. */
import { createRng } from "@/base/rng";

const chosen: readonly string[] = [
  "",
  " \t\r\n ",
  "The QUICK brown fox — jumps; over 12.5% of “lazy” dogs!",
  "don't rock'n'roll 'quoted' o’clock it's' 'tis ʼtwas l'été",
  "İstanbul ISTANBUL ıi ẞ STRASSE ΟΔΥΣΣΕΥΣ ΣΑΣ Σ ǅ Ŀ ﬁ",
  "e\u0301te\u0301 ĂĄ A\u030a \u1e9b\u0323 q\u0307\u0323 क्षत्रिय가각힣 \u1100\u1161\u11a8",
  "春风吹柳色，明月照江楼。𠮷野家 㐀㐁 々〆 ｶﾞｷﾞ ァァ ゐゑ ㄅㄆㄇ 한국어 텍스트",
  "العَرَبِيَّةُ ـــ می‌خواهم שָׁלוֹם‏ עולם ‎abc‬ ‫RTL‬",
  "👩‍👩‍👧‍👦 👍🏽 🇩🇪🇫🇷🇯🇵 🇽 1️⃣ #️⃣ *⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ ☎︎ 🧑🏿‍🚀🧑🏻 ©®™ 👁️‍🗨️",
  "zero\u200bwidth soft\u00adhyphen \ufeffBOM\ufeff joi\u200dner non\u200cjoiner \u2028line\u2029 \u0000nul\u0007 \u001c\u0085x\u180ey",
  "a\u00a0b\u1680c\u2003d\u202fe\u205ff\u3000g\vh\fi",
  "\ud800 lone \udc00 halves \ud83d end",
  "100€ $5 ½ ² ③ Ⅷ १२३ ٣٤٥ 𝟘𝟙 𝒜𝓑 𐐀𐐨 x_y __init__ snake_case",
  "a+b<=c>d^e`f|g~h != i/j\\k*l&m%n@o#p[q]{r}(s)",
  "สวัสดีครับ ภาษาไทย ខ្មែរ မြန်မာ አማርኛ Ελληνικά Русский ЁЖ",
  "<pad> <unk> <bos> <eos> <p>html</p> &amp; http://example.org/a?b=c",
  "line one\nline two\r\nline three\rline four\n\n",
  "x".repeat(300),
  "词".repeat(200),
  `${"Ab'".repeat(120)} end`,
  "a\u0301\u0302\u0303".repeat(60),
  "the of and THE Of 的 了 和 是 is it its",
];

/** Pieces to mix: they meet what they seldom meet. */
const pieces = [
  ...Array.from("aBcXyZ019_'’-.,;!? \t\n"),
  ...Array.from("éÜßñÅİΣςЖжהשعمकखกあアー字𠮷々한ㄅ"),
  ...Array.from("\u0301\u0323\u064e\u05b8\u093f\u0e31\u200c\u200d\u200b\ufe0f\u20e3\u00ad\ufeff\u202e\u2009"),
  ...Array.from("👍❤☎🏽🇩🇪€©½²Ⅷ𝒜𐐀"),
  "the ",
  "and",
  "👩‍👧",
  "\r\n",
  "▁",
  "\ud83d",
];

export const hardTexts: readonly string[] = [...chosen, ...mixed(280)];

function mixed(count: number): readonly string[] {
  const rng = createRng(5);
  const pick = (below: number) => Math.floor(rng.next() * below);
  return Array.from({ length: count }, () => Array.from({ length: 1 + pick(40) }, () => pieces[pick(pieces.length)] ?? "").join(""));
}
