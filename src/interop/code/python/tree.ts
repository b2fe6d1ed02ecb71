/** The syntax tree of a Python text. */
import { parser } from "@lezer/python";
import type { SyntaxNode } from "@lezer/common";
import type { CodeProblem } from "@/interop/code/code-problem";
import { message } from "@/base/text";

export type { SyntaxNode } from "@lezer/common";

export function treeOf(text: string): SyntaxNode {
  return parser.parse(text).topNode;
}

const longest = 200_000;
const deepest = 60;

/** A text that no program of ours is like: it would be parsed for seconds. */
export function refusedText(text: string): CodeProblem | undefined {
  let depth = 0;
  let most = 0;
  for (const character of text.length > longest ? "" : text)
    if ("([{".includes(character)) most = Math.max(most, ++depth);
    else if (")]}".includes(character)) depth--;
  if (text.length <= longest && most <= deepest) return undefined;
  return {
    from: 0,
    to: 1,
    severity: "error",
    what: message(
      {
        en: "This text is longer than {longest} characters or nested deeper than {deepest} brackets: it is not read.",
        zh: "此文本超过 {longest} 个字符或括号嵌套超过 {deepest} 层，不予读取。",
      },
      { longest, deepest },
    ),
  };
}

/** Without comments and punctuation. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (/^[A-Z]/.test(child.name) && child.name !== "Comment") children.push(child);
  return children;
}

export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== "Comment") parts.push(child);
  return parts;
}

/** Where the grammar could not go on. */
export function syntaxProblems(top: SyntaxNode, text: string): readonly CodeProblem[] {
  const problems: CodeProblem[] = [];
  top.cursor().iterate((node) => {
    if (!node.type.isError || problems.length > 0) return;
    // Nothing was there: the squiggle goes under what stands before.
    const from = node.to > node.from ? node.from : Math.max(0, text.slice(0, node.from).trimEnd().length - 1);
    problems.push({
      from,
      to: Math.max(node.to, from + 1),
      severity: "error",
      what: message({
        en: "Python cannot read this: a bracket, comma or quotation mark is missing, or one too many.",
        zh: "Python 无法读懂这里：缺少或多出了括号、逗号或引号。",
      }),
    });
  });
  return problems;
}
