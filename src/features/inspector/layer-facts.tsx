/** What a layer computes and costs, with its own figures: formula, shapes, parameters, and where to read on. */
import type { Text } from "@/base/text";
import { parameterSum, sideSum, type Sum } from "@/features/inspector/layer-arithmetic";
import type { LayerNode, NetworkDocument } from "@/network/document";
import { inferShapes } from "@/network/infer-shapes";
import { layerOf } from "@/network/layers";
import { formatWireShape } from "@/network/shape";
import { summarize, weightsOf } from "@/network/summary";
import { Disclosure } from "@/ui/disclosure";
import { Formula } from "@/ui/formula";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { Term } from "@/ui/term";
import { brief, grouped } from "@/viz/figures";

const words = {
  computes: { en: "What it computes", zh: "它的计算" },
  symbols: { en: "What the symbols mean", zh: "符号的含义" },
  shape: { en: "Shape", zh: "形状" },
  side: { en: "Side", zh: "边长" },
  parameters: { en: "Parameters", zh: "参数" },
  macs: { en: "Multiply-adds", zh: "乘加次数" },
  macsHelp: { en: "Multiplications with an addition, for one example on its way forward.", zh: "一个样本前向计算所需的“乘后加”次数。" },
  memory: { en: "Output memory", zh: "输出内存" },
  memoryHelp: { en: "What the output of one example takes; training keeps it until the way back.", zh: "一个样本的输出所占内存；训练时要保留到反向传播。" },
  keras: { en: "In the Keras documentation", zh: "查看 Keras 文档" },
} satisfies Record<string, Text>;

export function LayerFacts({ node, network }: { readonly node: LayerNode; readonly network: NetworkDocument }) {
  const say = useSay();
  const layer = layerOf(node.className);
  const shapes = inferShapes(network).nodes.get(node.id);
  const cost = summarize(network).layers.get(node.id);
  const side = sideSum(node, shapes?.inputs[0]);
  const parameters = parameterSum(weightsOf(network, node));
  const incoming = shapes?.inputs.map(formatWireShape).join(" + ");
  return (
    <>
      <div className="section">
        <p className="label">{say(words.computes)}</p>
        <p className="inspector-summary">{say(layer.summary)}</p>
        <Formula block latex={layer.formula.latex} />
        {layer.formula.symbols.length > 0 && (
          <Disclosure label={say(words.symbols)}>
            <dl className="symbols">
              {layer.formula.symbols.map((symbol) => (
                <div key={symbol.latex}>
                  <dt>
                    <Formula latex={symbol.latex} />
                  </dt>
                  <dd>{say(symbol.meaning)}</dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        )}
      </div>
      {shapes?.output && (
        <div className="section">
          <dl className="facts figure">
            <dt>{say(words.shape)}</dt>
            <dd className="mono">{incoming ? `${incoming} → ${formatWireShape(shapes.output)}` : formatWireShape(shapes.output)}</dd>
            {side && <SumRow label={say(words.side)} sum={side} />}
            {parameters && <SumRow label={say(words.parameters)} sum={parameters} />}
            {cost && cost.macs > 0 && (
              <>
                <dt>
                  <Term help={say(words.macsHelp)}>{say(words.macs)}</Term>
                </dt>
                <dd>{grouped(cost.macs)}</dd>
              </>
            )}
            {cost && (
              <>
                <dt>
                  <Term help={say(words.memoryHelp)}>{say(words.memory)}</Term>
                </dt>
                <dd>{bytes(cost.activationBytes)}</dd>
              </>
            )}
          </dl>
        </div>
      )}
      <div className="section">
        <a className="read-on" href={layer.kerasUrl} target="_blank" rel="noreferrer">
          {say(words.keras)}
          <Icon name="external-link" />
        </a>
      </div>
    </>
  );
}

function SumRow({ label, sum: { terms, result } }: { readonly label: string; readonly sum: Sum }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {terms !== grouped(result) && `${terms} = `}
        <b>{grouped(result)}</b>
      </dd>
    </>
  );
}

/** Decimal units, as on the cards. */
function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 1e6 ? `${brief(count / 1000)} kB` : `${brief(count / 1e6)} MB`;
}
