/**
 * Other words for things: those of other libraries, and those that people type who do not know ours yet. The search finds
 * a page by them as by its own name.
 */
import type { ExportedSymbol } from "../reference/symbols.ts";

/** By name of the symbol, or by `family/name` where two share a name. */
const words: Readonly<Record<string, string>> = {
  conv2d:
    "convolution 2d convolution convolution layer convolve convolves convolutional cross-correlation Conv2D nn.Conv2d lax.conv filter kernel CNN",
  conv1d: "convolution Conv1D nn.Conv1d temporal",
  conv2dTranspose: "deconvolution transposed convolution ConvTranspose2d upsampling",
  depthwiseConv2d: "depthwise convolution DepthwiseConv2D groups mobile",
  matmul: "matrix product multiply dot mm bmm tensordot linear algebra",
  dense: "linear fully connected Linear nn.Linear Dense layer perceptron affine",
  sequential: "Sequential nn.Sequential stack model network",
  defineOp: "own op custom op write an op plugin operator Function extend own gradient custom gradient register",
  customVjp: "own gradient custom gradient custom_vjp custom_gradient autograd.Function override derivative",
  grad: "gradient derivative backward autograd differentiate backpropagation",
  valueAndGrad: "value_and_grad gradient loss backward",
  vjp: "vector-Jacobian product reverse mode backward pullback",
  jvp: "Jacobian-vector product forward mode pushforward directional derivative",
  vmap: "batch vectorize map per-example gradients per-sample gradients batching",
  jacobian: "jacrev jacfwd per-example gradients",
  hessian: "second derivative curvature",
  clipByGlobalNorm: "gradient clipping clip_grad_norm_ clip gradients exploding",
  clipByValue: "gradient clipping clip_grad_value_ clamp gradients",
  clipAdaptively: "gradient clipping adaptive AGC",
  earlyStopping: "early stopping patience best weights restore EarlyStopping callback overfitting",
  loadModel: "load weights predict inference saved model restore from_pretrained load_model",
  saveModel: "save weights export model.save state_dict",
  loadParameters: "load weights state_dict pretrained",
  predictor: "predict inference serve eval model.predict",
  wasmBackend: "GPU WebGPU device CUDA accelerate WebAssembly SIMD threads backend",
  jsBackend: "backend JavaScript CPU float64",
  checkpointTo: "save checkpoint ModelCheckpoint resume",
  resumeFrom: "resume training restore checkpoint continue",
  adam: "optimizer Adam torch.optim.Adam optax.adam",
  sgd: "optimizer gradient descent stochastic SGD momentum",
  train: "fit model.fit loop epochs training",
  createTrainer: "pause resume stop training loop trainer",
  dropout: "Dropout regularization nn.Dropout",
  batchNorm: "BatchNormalization nn.BatchNorm2d batch normalization",
  layerNorm: "LayerNormalization layer normalization",
  meanSquaredError: "MSE loss L2 regression MSELoss squared error",
  concat: "concatenate cat torch.cat join",
  expandDims: "unsqueeze newaxis expand_dims add axis",
  squeeze: "remove axis",
  transpose: "permute swapaxes PyTorch layout NCHW NHWC channels first channels last",
  reshape: "view resize",
  take: "gather index_select embedding lookup indexing",
  scan: "loop lax.scan recurrent for",
  whileLoop: "while loop lax.while_loop",
  cond: "if branch lax.cond where conditional",
  where: "select condition mask if",
  checkpoint: "rematerialize remat gradient checkpointing memory",
  stopGradient: "detach stop_gradient no_grad freeze",
  frozen: "freeze transfer learning fine-tuning requires_grad trainable",
  cosine: "cosine annealing CosineAnnealingLR schedule learning rate decay",
  warmUp: "warmup learning rate schedule",
  oneCycle: "one cycle OneCycleLR super-convergence",
  logTo: "log CSV TensorBoard write events",
  progressBar: "progress tqdm bar",
  decodeSafetensors: "safetensors load weights file",
  encodeSafetensors: "safetensors save weights file",
  profilingBackend: "profile time slow performance kernels",
  connectTrainer: "worker web worker background thread remote",
  serveTrainer: "worker web worker background thread",
  multiHeadAttention: "attention transformer MultiHeadAttention nn.MultiheadAttention",
  lstm: "LSTM recurrent RNN long short-term memory",
  gru: "GRU recurrent RNN",
  embedding: "Embedding lookup words tokens nn.Embedding",
  relu: "rectifier ReLU activation",
  gelu: "GELU activation",
  sigmoid: "logistic activation",
  silu: "swish activation",
  printDot: "Graphviz draw picture graph visualize",
  graphView: "graphology visualize graph paths",
  RensaError: "error exception codes SHAPE_MISMATCH",
  hostTensor: "tensor array data create from numbers tf.tensor torch.tensor jnp.array",
  trace: "jit graph function trace symbolic",
  compile: "jit compile program run torch.compile tf.function",
  accuracy: "accuracy metric correct",
  digits: "MNIST handwritten digits data set",
  csv: "CSV table read file",
  parquet: "Parquet read file columns",
  quantile: "percentile median",
  topK: "largest top_k",
  softmaxCrossEntropy: "cross entropy CrossEntropyLoss nn.CrossEntropyLoss classification loss log likelihood logits",
  sparseCategoricalCrossEntropy: "cross entropy labels sparse_categorical_crossentropy loss classification",
  categoricalCrossEntropy: "cross entropy categorical_crossentropy loss",
  sigmoidCrossEntropy: "BCEWithLogitsLoss binary cross entropy logits loss",
  binaryCrossEntropy: "BCELoss binary cross entropy loss",
  clamp: "clip np.clip torch.clip jnp.clip limit minimum maximum between",
  argmax: "index of maximum largest arg max",
  cumsum: "cumulative sum prefix sum running total",
  logsumexp: "log sum exp",
  gatherNd: "gather index",
  takeAlong: "gather take_along_axis torch.gather",
  maxPool: "max pooling MaxPool2d maxPool2d nn.MaxPool2d",
  averagePool: "average pooling AvgPool2d averagePool2d nn.AvgPool2d",
  inverse: "matrix inverse inv linalg.inv",
  determinant: "det linalg.det",
  scaledDotProductAttention: "attention scaled dot product softmax query key value",
  resizeBilinear: "resize image interpolate upsample",
  resizeNearest: "resize image upsample nearest",
  lgamma: "log gamma function gammaln",
  gamma: "gamma distribution random",
  uniform: "random numbers uniform distribution rand",
  normal: "random numbers normal Gaussian distribution randn",
  lbfgs: "L-BFGS BFGS quasi-Newton second order optimizer",
  defineLayer: "own layer custom layer nn.Module Layer class",
  Dataset: "data set train test split fold shuffle batches validation",
  characterVocabulary: "tokenizer tokens characters text encode",
  byteVocabulary: "tokenizer tokens bytes UTF-8 text encode",
  imageFolder: "read images folder directory ImageFolder",
  labeledImages: "read images labels",
  decodeImage: "read images PNG JPEG decode picture",
  adamw: "optimizer AdamW weight decay decoupled",
  addDecayedWeights: "weight decay L2 regularization",
  learningRateRange: "learning rate finder range test lr find",
  search: "hyperparameter search tuning sweep Optuna KerasTuner",
  rule: "rewrite rule pattern peephole optimization",
  swapAxes: "swapaxes swap axes transpose",
  moveAxis: "moveaxis move axis permute",
  reduceOnPlateau: "ReduceLROnPlateau learning rate plateau",
};

/** The names that have other words, to be held against those that there are. */
export const namesWithWords: readonly string[] = Object.keys(words);

/** The other words for a name; `null` where there are none. */
function wordsFor(name: string, family: string): string | null {
  return words[`${family}/${name}`] ?? words[name] ?? null;
}

/** The parts of a name, since `global norm` and `global_norm` mean it too; `null` for a name of one part. */
function partsOf(name: string): string | null {
  const parts = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
  return parts.length > 1 ? `${parts.join(" ")} ${parts.join("_")}` : null;
}

/** A page with the other words for what it is about, which the search finds it by and which nobody sees. */
export function withKeywords(text: string, symbols: readonly Pick<ExportedSymbol, "name" | "family">[]): string {
  const words = symbols.flatMap(({ name, family }) => wordsFor(name, family.id) ?? []).join(" ");
  const parts = symbols.flatMap(({ name }) => partsOf(name) ?? []).join(" ");
  return text.replace(
    "editLink: false\n",
    `editLink: false\nwords: ${JSON.stringify(words)}\nparts: ${JSON.stringify(parts)}\n`,
  );
}
