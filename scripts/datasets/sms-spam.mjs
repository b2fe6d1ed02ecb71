/**
 * SMS Spam Collection: 5,574 text messages, of which one in eight is spam.
 * Many were sent more than once; each is kept once, so that no test message was seen in training.
 */
import { distinct, split } from "./texts.mjs";

const classes = ["good", "bad"];
/** The messages were taken from web pages, and some characters still are as they stood there. */
const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

export const smsSpam = {
  id: "sms-spam",
  recipe: 1,
  package: {
    name: "spam-filter",
    version: "1.1.1",
    integrity: "sha512-re8h5jUCcDNz1y11trVA1jPuqK87FeA9aafM0IqGr7uo4JGFJ9gQ2tI4+ZE9dmOLLqTBkUMeRqag8oUtlpJC5Q==",
  },
  source:
    "npm package spam-filter 1.1.1, which holds the messages of the UCI SMS Spam Collection; each message once, a fifth of each class for test by a fixed seed",
  licence: "none stated in the package; the collection is public, its authors ask to be cited",
  citation: "T. A. Almeida, J. M. Gómez Hidalgo, A. Yamakami. Contributions to the study of SMS spam filtering: new collection and results. ACM DocEng, 2011.",
  split: "seeded",
  wanted: (path) => path === "dataSet.txt",

  decode(files) {
    const lines = files.get("dataSet.txt").toString("utf8").split(/\r?\n/);
    const examples = lines.flatMap((line) => {
      const [name, ...rest] = line.split("\t");
      const label = classes.indexOf(name);
      return label < 0 ? [] : [{ label, text: rest.join(" ").replace(/&(lt|gt|amp|quot);/g, (entity) => entities[entity]) }];
    });
    return split(distinct(examples), { testShare: 0.2, seed: 20110919 });
  },
};
