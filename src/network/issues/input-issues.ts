/** Issues of where the data enter: which Inputs there are, what of an example each takes, and whether its shape is that of the data. */
import { message } from "@/base/text";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { addLayer, connect, removeNodes, setConfig } from "@/network/edit";
import { inputEdges } from "@/network/infer-shapes";
import { sizeWords, withFixes, type NetworkFix, type NetworkIssue, type NetworkTask } from "@/network/issues/issue";
import { inputPartTitles, type InputPart } from "@/network/layers/input";
import { outputNode } from "@/network/output-node";

type InputNode = Extract<LayerNode, { className: "Input" }>;
const inputsOf = (network: NetworkDocument): readonly InputNode[] => network.nodes.filter((node) => node.className === "Input");

/** What of an example may enter, with its shape. */
function shapesOf(task: NetworkTask): ReadonlyMap<InputPart, readonly number[]> {
  const { inputParts, inputShape } = task;
  return new Map<InputPart, readonly number[]>(
    inputParts
      ? [
          ["source", inputParts.source],
          ["target", inputParts.target],
        ]
      : [["whole", inputShape]],
  );
}

/** There is an Input, and no two take the same. */
export function inputIssues(network: NetworkDocument, task: NetworkTask | undefined): readonly NetworkIssue[] {
  const inputs = inputsOf(network);
  const [first] = inputs;
  if (!first) return [missingInput(network, task)];
  return inputs.flatMap((input, i) => {
    const before = inputs.slice(0, i).find(({ config }) => config.part === input.config.part || config.part === "whole" || input.config.part === "whole");
    return before ? [doubleInput(input, before, inputs, task)] : [];
  });
}

function doubleInput(extra: InputNode, first: InputNode, inputs: readonly InputNode[], task: NetworkTask | undefined): NetworkIssue {
  const merge: NetworkFix = {
    label: message({ en: "Use the first Input", zh: "改用第一个输入" }),
    apply(current) {
      const targets = current.edges.filter((edge) => edge.source === extra.id).map((edge) => edge.target);
      return targets.reduce((next, target) => connect(next, first.id, target), removeNodes(current, [extra.id]));
    },
  };
  const free = task?.inputParts ? takeFixes(extra, inputs, task) : [];
  return withFixes(
    {
      code: "network.severalInputs",
      severity: "error",
      nodeId: extra.id,
      message: message(
        {
          en: "{name} takes the data already: {part}. The same data cannot enter twice.",
          zh: "{name} 已经取用了数据：{part}。同样的数据不能进入两次。",
        },
        { name: first.name, part: inputPartTitles[first.config.part] },
      ),
    },
    [...free, merge],
  );
}

/** Lets an Input take a part that no other takes. */
function takeFixes(input: InputNode, inputs: readonly InputNode[], task: NetworkTask): readonly NetworkFix[] {
  const taken = new Set(inputs.filter(({ id }) => id !== input.id).map(({ config }) => config.part));
  return [...shapesOf(task)].flatMap(([part, shape]): readonly NetworkFix[] =>
    taken.has(part)
      ? []
      : [
          {
            label: message({ en: "Take: {part}, {shape}", zh: "取用：{part}，{shape}" }, { part: inputPartTitles[part], shape: sizeWords(shape) }),
            apply: (current) => setConfig(current, input.id, { part, shape } as Parameters<typeof setConfig>[2]),
          },
        ],
  );
}

function missingInput(network: NetworkDocument, task: NetworkTask | undefined): NetworkIssue {
  const [part, shape] = task ? [...shapesOf(task)][0]! : [];
  const what = shape
    ? message(
        { en: "There is no Input. The data, {shape} per example, have no way in.", zh: "没有输入层。每个样本 {shape} 的数据无处进入。" },
        { shape: sizeWords(shape) },
      )
    : message({ en: "There is no Input: the data have no way in.", zh: "没有输入层，数据无处进入。" });
  return {
    code: "network.noInput",
    severity: "error",
    message: what,
    fix: {
      label: message({ en: "Add Input", zh: "添加输入" }),
      apply(current) {
        const added = addLayer(current, "Input", shape && part ? { config: { shape, part } } : {});
        const start = network.nodes.find((node) => inputEdges(network, node.id).length === 0);
        return start ? connect(added.network, added.id, start.id) : added.network;
      },
    },
  };
}

/** Each Input takes what there is, in its shape, and the source is taken by one of them. */
export function dataIssues(network: NetworkDocument, task: NetworkTask): readonly NetworkIssue[] {
  const shapes = shapesOf(task);
  const inputs = inputsOf(network);
  // Two that take the same are told so already.
  const checked = inputs.filter(
    ({ config }, i) => !inputs.slice(0, i).some((before) => before.config.part === config.part || before.config.part === "whole" || config.part === "whole"),
  );
  const wrong = checked.flatMap((input): readonly NetworkIssue[] => {
    const shape = shapes.get(input.config.part);
    if (!shape) return [wrongPart(input, inputs, task)];
    return input.config.shape.join() === shape.join() ? [] : [wrongShape(input, shape)];
  });
  const isSourceRead = !task.inputParts || inputs.length === 0 || inputs.some(({ config }) => config.part !== "target");
  return isSourceRead ? wrong : [...wrong, sourceUnread(network, task.inputParts.source)];
}

function wrongPart(input: InputNode, inputs: readonly InputNode[], task: NetworkTask): NetworkIssue {
  const part = inputPartTitles[input.config.part];
  return withFixes(
    {
      code: "network.inputPart",
      severity: "error",
      nodeId: input.id,
      message: task.inputParts
        ? message(
            {
              en: "Examples have two parts here, a source and a target. Say which of them {name} takes.",
              zh: "这里的样本有两部分：源序列与目标。请说明 {name} 取用哪一部分。",
            },
            { name: input.name },
          )
        : message(
            { en: "Examples have one part here, and {name} asks for: {part}.", zh: "这里的样本只有一部分，而 {name} 要的是：{part}。" },
            { name: input.name, part },
          ),
    },
    takeFixes(input, inputs, task),
  );
}

function wrongShape(input: InputNode, shape: readonly number[]): NetworkIssue {
  return {
    code: "network.inputShape",
    severity: "error",
    nodeId: input.id,
    message: message(
      { en: "The data are {data} per example; this Input is made for {shape}.", zh: "每个样本的数据是 {data}，而这个输入层接收 {shape}。" },
      { data: sizeWords(shape), shape: sizeWords(input.config.shape) },
    ),
    fix: {
      label: message({ en: "Set shape to {data}", zh: "把形状设为 {data}" }, { data: sizeWords(shape) }),
      apply: (current) => setConfig(current, input.id, { shape } as Parameters<typeof setConfig>[2]),
    },
  };
}

/** The network would say something likely, whatever it is asked. */
function sourceUnread(network: NetworkDocument, shape: readonly number[]): NetworkIssue {
  const output = outputNode(network);
  return {
    code: "network.sourceUnread",
    severity: "warning",
    ...(output ? { nodeId: output.id } : {}),
    message: message({
      en: "No Input takes the source: the answer cannot depend on what is asked.",
      zh: "没有输入层取用源序列：输出无法取决于所问的内容。",
    }),
    fix: {
      label: message({ en: "Add an Input for the source, {shape}", zh: "为源序列添加输入（{shape}）" }, { shape: sizeWords(shape) }),
      apply: (current) => addLayer(current, "Input", { config: { shape, part: "source" } }).network,
    },
  };
}
