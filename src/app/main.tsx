/** The page's first script, small on purpose: sets language and theme before anything is drawn over the frame, then fetches the bench. */
import { firstView } from "@/app/first-view";
import "@/ui/styles/index.css";

const { locale, theme } = firstView();
document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
document.documentElement.dataset["theme"] = theme;
void import("@/app/start").then(({ start }) => start());
