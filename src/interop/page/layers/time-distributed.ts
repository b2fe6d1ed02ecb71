/** One layer at every step of a sequence of images. */
import { activate } from "@/interop/page/activations";
import { conv2d } from "@/interop/page/layers/convolutions";
import type { PageCall, PageLayer } from "@/interop/page/layers/page-layer";
import { averagePooling2d, maxPooling2d, meanOf, most } from "@/interop/page/layers/pooling";
import { sameValues } from "@/interop/page/layers/reshaping";
import { zeros } from "@/interop/page/value";
import type { LayerConfig } from "@/network/layers";
import { innerConfigOf } from "@/network/layers/inner-config";

type InnerName = LayerConfig<"TimeDistributed">["layer"];

const inner: { readonly [N in InnerName]: PageLayer<N> } = {
  Conv2D: conv2d,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling2D: ({ inputs: [x], shape }) => meanOf(x, shape),
  GlobalMaxPooling2D: most,
  Flatten: sameValues,
};

export const timeDistributed: PageLayer<"TimeDistributed"> = ({ config, inputs: [x], shape, weight }) => {
  const { layer, activation } = config;
  const [steps = 1, ...image] = x.shape;
  const size = x.data.length / steps;
  const y = zeros(shape);
  for (let t = 0; t < steps; t++) {
    const call: PageCall<InnerName> = {
      config: innerConfigOf(config),
      inputs: [{ shape: image, data: x.data.slice(t * size, (t + 1) * size) }],
      masks: [undefined],
      shape: shape.slice(1),
      weight,
    };
    const answer = (inner[layer] as PageLayer<InnerName>)(call);
    y.data.set(activate(layer === "Conv2D" ? activation : "linear", answer).data, t * (y.data.length / steps));
  }
  return y;
};
