/** Chinese words by their sounds, typed without an input method: `quanlianjie`, `qlj` or `quanlj` for 全连接. Pure. */

/** Syllables without tones, each with the characters of our titles and commands that sound so; ü is typed v. */
const syllables =
  "ai爱 ban板 bao保 ben本 bi比 bian变编 bu步部补 cai采 ceng层 cha查 che撤 cheng成乘 chi池 chong重 chu除 chuang创 ci词次 cong从 cun存 da大打 dai带代 dan单 dao到道 de的 " +
  "dong动 duan短 dui对 duo多 fa法发 fang放 fen分 fu复服副 gao高 ge个 guan关 gui归 hao号 hou后 hua化话 huo或活 ji积激机继圾 jia加 jian剪键件简间建 jie接解捷 " +
  "jin近 jing境 ju句局据 juan卷 jun均 kai开 ke可 kuai块快 kui馈 la垃 li离力丽 lian连练链联 lie列 ling零令另 lu路 lun轮 luo罗螺络 ma码 man漫 mian面 ming名命 " +
  "mo模莫 mu目 na纳 nian粘 pai排 pi批 pin拼 ping平评 qi期器奇起气其 qian前浅嵌 qie切 qu取 quan全权 ri日 ru入 se色 sha莎 shan删山 shang上 she社 shen深 " +
  "sheng声 shi时失使始示士饰诗 shou收手 shu输数 shuang双 si丝斯 sui随 suo所缩 tang唐 ti题 tian添 tie贴 ting停 tong同通 tou头透 tu图 wang网 wei位维 " +
  "wen文温闻 wu五 xi西 xia下 xian线显 xiang向相项享 xiao消小销 xie写 xin新信心 xing型形姓 xu续 xuan选旋 xun训 ya亚雅 yan掩言 yang样 ye页 yi移一异已意 yin音 " +
  "ying应影英 yong用 you有右游 yu语 yuan圆员运 yue月 yun运 zai再在 zan暂 zao噪 ze择 zhan展粘 zhao找 zhe者 zheng整 zhi直值置止制 zhong中重 zhu注主逐 zhuan转 " +
  "zi自字 zou走 zu组 zui最 zuo作做左";

/** What each character may sound like. */
const readings: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const entry of syllables.split(" ")) {
    const sound = /^[a-z]+/.exec(entry)?.[0] ?? "";
    for (const character of entry.slice(sound.length)) found.set(character, [...(found.get(character) ?? []), sound]);
  }
  return found;
})();

export function soundsOf(character: string): readonly string[] {
  return readings.get(character) ?? [];
}

/** Whether `typed` spells the characters from `at` on: each by its sound or its first letter, the last perhaps half typed. */
function spells(characters: readonly string[], at: number, typed: string): boolean {
  if (typed === "") return true;
  return soundsOf(characters[at] ?? "").some(
    (sound) =>
      sound.startsWith(typed) ||
      (typed.startsWith(sound) && spells(characters, at + 1, typed.slice(sound.length))) ||
      (typed.startsWith(sound.charAt(0)) && spells(characters, at + 1, typed.slice(1))),
  );
}

/** 0 = these words do not sound like that. Their beginning counts more than their middle. `typed` is in small letters. */
export function soundScore(words: string, typed: string): number {
  if (!/^[a-z']{2,}$/.test(typed)) return 0;
  const characters = Array.from(words);
  const at = characters.findIndex((_, i) => spells(characters, i, typed.replaceAll("'", "")));
  return at === -1 ? 0 : at === 0 ? 75 : 55;
}
