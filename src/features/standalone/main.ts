/** The program of an exported page: shows what the page holds, in the reader's language and in the light that the reader has. */
import { locales, say, type Locale } from "@/base/text";
import { pageOf, type Page } from "@/features/standalone/page";
import { checkedOn } from "@/features/standalone/check";
import { element } from "@/features/standalone/element";
import { panelOf } from "@/features/standalone/panels";
import { words } from "@/features/standalone/words";
import { areAlike } from "@/interop/compare-answers";
import type { PageContent } from "@/interop/page/page-content";
import { grouped, powerOfTen } from "@/viz/figures";
import "@/ui/styles/tokens.css";
import "@/features/standalone/page.css";

/** In a program without a window, which checks the page's answers, nothing is shown: it gets the network to ask. */
declare global {
  var askLayerlabPage: ((content: PageContent) => Page["askNormalized"]) | undefined;
}
if (globalThis.document === undefined) globalThis.askLayerlabPage = (content) => pageOf(content, "en").askNormalized;
else show();

function show(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.documentElement.dataset["theme"] = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
  const spoken = navigator.languages.map((language) => locales.find((one) => language.toLowerCase().startsWith(one)));
  const locale: Locale = spoken.find((one) => one !== undefined) ?? "en";
  document.documentElement.lang = locale;
  const page = pageOf(JSON.parse(document.getElementById("content")?.textContent ?? "") as PageContent, locale);
  document.body.append(headOf(page), element("main", {}, ...panelOf(page)), footOf(page));
}

function headOf({ content: { name, data, params }, say: tell, locale }: Page): HTMLElement {
  const facts = [...(data ? [tell(words.trainedOn, { data: say(data.title, locale) })] : []), tell(words.parameters, { count: grouped(params) })];
  return element("header", {}, element("h1", {}, name), element("p", { class: "quiet" }, facts.join(" · ")));
}

function footOf(shown: Page): HTMLElement {
  const { content, say: tell } = shown;
  const { source } = content.data ?? {};
  const check = element("p", { role: "status", class: "check" });
  checkedOn(shown, (comparison) => {
    const isSame = areAlike(comparison);
    const { difference, examples: count } = comparison;
    check.classList.toggle("is-off", !isSame);
    check.textContent = tell(isSame ? words.checked : words.differs, { difference: powerOfTen(difference), count });
  });
  return element(
    "footer",
    { class: "quiet" },
    check,
    element("p", {}, tell(words.alone)),
    ...(source ? [element("p", {}, tell(words.source, { name: source.name, licence: source.licence }))] : []),
  );
}
