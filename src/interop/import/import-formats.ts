/** Every kind of file that can be opened, and what is refused of it: what the page of help says. */
import type { Text } from "@/base/text";

export interface ImportFormat {
  readonly id: string;
  readonly title: Text;
  /** With their dots; a file is told by its content all the same. */
  readonly endings: readonly string[];
  readonly opens: Text;
  readonly refuses: Text;
}

export const importFormats: readonly ImportFormat[] = [
  {
    id: "layerlab",
    title: { en: "Layerlab", zh: "Layerlab" },
    endings: [".layerlab"],
    opens: {
      en: "A whole project: network, weights, optimizer, history, settings; training goes on where it was.",
      zh: "完整项目：网络、权重、优化器、历史、设置；训练从原处继续。",
    },
    refuses: { en: "Files of a later version, and files that were changed since they were saved.", zh: "较新版本的文件，以及保存后被改动的文件。" },
  },
  {
    id: "keras",
    title: { en: "Keras 2 and 3", zh: "Keras 2 与 3" },
    endings: [".keras", ".h5", ".hdf5"],
    opens: {
      en: "Sequential and functional models of the layers that Layerlab has, with one input or two, and their weights.",
      zh: "由 Layerlab 已有的层组成的 Sequential 与函数式模型，一个或两个输入，以及其权重。",
    },
    refuses: {
      en: "Lambda layers and classes of one's own, which are code; several outputs, a layer used in several places, models in models, half precision.",
      zh: "Lambda 层与自定义类（它们是代码）；多个输出、多处使用的层、模型中的模型、半精度。",
    },
  },
  {
    id: "onnx",
    title: { en: "ONNX", zh: "ONNX" },
    endings: [".onnx", ".data"],
    opens: {
      en: "Graphs of the operators that make up Layerlab's layers, as we write them and as PyTorch's two exporters do: products, convolutions, pooling, norms, recurrent layers, attention written out or of nn.MultiheadAttention, Transformer layers, embeddings. Floats of 16, 32 and 64 bits; weights in the same file or in one beside it that is chosen with it.",
      zh: "由构成 Layerlab 各层的算子组成的计算图，无论由我们还是由 PyTorch 的两种导出器写出：矩阵乘、卷积、池化、归一化、循环层、展开的或 nn.MultiheadAttention 的注意力、Transformer 层、嵌入。支持 16、32、64 位浮点数；权重在同一文件中，或在一起选择的旁边文件中。",
    },
    refuses: {
      en: "Operators of other domains, several outputs, open sizes besides the batch, functions that no layer here has.",
      zh: "其他域的算子、多个输出、批次以外的未定尺寸、这里没有的函数。",
    },
  },
  {
    id: "tfjs",
    title: { en: "TensorFlow.js", zh: "TensorFlow.js" },
    endings: [".json", ".bin", ".zip"],
    opens: {
      en: "Layers models: model.json with the files of weights that it names, chosen together or in a zip, quantized weights too.",
      zh: "layers 模型：model.json 及其所列权重文件，一起选择或装在 zip 中，也可为量化权重。",
    },
    refuses: { en: "Graph models, which have operations and no layers.", zh: "图模型：只有运算，没有层。" },
  },
  {
    id: "weights",
    title: { en: "Weights alone", zh: "只有权重" },
    endings: [".safetensors", ".npz", ".h5"],
    opens: {
      en: "The weights of the network on screen: by our names, by Keras' places in .weights.h5, or of any PyTorch module of the same layers: Linear, convolutions, norms, Embedding, LSTM, GRU, RNN, MultiheadAttention, TransformerEncoderLayer. Alike ones go by the cards' names or by number. Floats of 16, 32 and 64 bits, and bfloat16.",
      zh: "屏幕上网络的权重：按我们的名称、.weights.h5 中 Keras 的位置，或任何由相同层组成的 PyTorch 模块：Linear、卷积、归一化、Embedding、LSTM、GRU、RNN、MultiheadAttention、TransformerEncoderLayer。大小相同者按卡片名称或编号对应。支持 16、32、64 位浮点数与 bfloat16。",
    },
    refuses: {
      en: "Whole numbers, floats of 8 bits and arrays of objects, pickles as torch.save writes, which are programs, and weights of which it cannot be told whose they are: two of one size whose names say no order, or flattened images of which the file does not say how they are counted.",
      zh: "整数、8 位浮点数与对象数组；torch.save 写出的 pickle（它是程序）；以及无法判断归属的权重：大小相同而名称未说明顺序，或文件未说明展平图像的计数方式。",
    },
  },
];
