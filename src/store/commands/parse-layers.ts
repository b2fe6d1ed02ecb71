/** Pasted layers, checked against the registry: only known layers and settings of the right kind come in. */
import { ProblemError } from "@/base/problem";
import { message } from "@/base/text";
import type { NetworkDocument } from "@/network/document";
import { addLayer, connect } from "@/network/edit";
import { layerNames, layerOf, type LayerName } from "@/network/layers";

const damaged = () => new ProblemError({ code: "clipboard.damaged", what: message({ en: "The pasted layers cannot be read.", zh: "粘贴的层无法读取。" }) });
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export function parseLayers(value: unknown): NetworkDocument {
  if (!isRecord(value) || !Array.isArray(value["nodes"]) || !Array.isArray(value["edges"])) throw damaged();
  const ids = new Map<string, string>();
  let network: NetworkDocument = { nodes: [], edges: [] };
  for (const node of value["nodes"]) {
    if (!isRecord(node) || !layerNames.includes(node["className"] as LayerName) || typeof node["id"] !== "string") throw damaged();
    const className = node["className"] as LayerName;
    const config = isRecord(node["config"]) ? node["config"] : {};
    const known = Object.entries(layerOf(className).fields).filter(([key, field]) => typeof config[key] === typeof field.initial);
    const added = addLayer(network, className, { config: Object.fromEntries(known.map(([key]) => [key, config[key]])), name: String(node["name"]) });
    ids.set(node["id"], added.id);
    network = added.network;
  }
  for (const edge of value["edges"]) {
    const [source, target] = isRecord(edge) ? [ids.get(String(edge["source"])), ids.get(String(edge["target"]))] : [];
    if (source === undefined || target === undefined) throw damaged();
    network = connect(network, source, target);
  }
  return network;
}
