const work = (preset, height, width = height) => ({ preset, height, width });

/** Ways to compute groups by tfjs' ops; the fastest of them is what counts. */
const grouped = ['blocks', 'dense', 'split', 'sums'];

/**
 * What is measured in turns: `own` against each group of ways in `against`, of which the fastest counts, and the ratio that is
 * to be reached.
 */
export const comparisons = [
  { name: 'DLA-34, 64², WebGL', work: work('dla34', 64), own: 'gl', against: [[['layers'], 4.5]] },
  { name: 'DLA-34, 224², WebGL', work: work('dla34', 224), own: 'gl', against: [[['layers'], 4.5]] },
  { name: 'DLA-X-46-C, 224², WebGL', work: work('dla46x_c', 224), own: 'gl', against: [[grouped, 4]] },
  { name: 'DLA-60-Res2Net, 224², WebGL', work: work('dla60_res2net', 224), own: 'gl', against: [[['blocks'], 4]] },
  { name: 'DLA-60-Res2NeXt, 224², WebGL', work: work('dla60_res2next', 224), own: 'gl', against: [[grouped, 4]] },
  { name: 'DLA-34-up, 256×512, WebGL', work: work('dla34up', 256, 512), own: 'gl', against: [[['layers'], 3]] },
  // Its stock way samples by gathers and makes the sums by a product of matrices.
  { name: 'CenterNet DLA-34, 512², WebGL', work: work('ctdet_dla34', 512), own: 'gl', against: [[['blocks'], 4]] },
  {
    name: 'DLA-34, 224², WebAssembly',
    work: work('dla34', 224),
    own: 'wasm',
    against: [
      [['onnxruntime'], 1],
      [['layers on wasm'], 1.3],
    ],
  },
  {
    name: 'loss and gradients, DLA-34, 64², WebGL',
    work: work('dla34', 64),
    own: 'own',
    against: [[['variableGrads'], 2]],
  },
];

/** A network of detection beside the same with plain convolutions, and what it holds beside what was planned. */
export const plains = [{ name: 'CenterNet DLA-34, 512², WebAssembly', work: work('ctdet_dla34', 512), most: 2 }];
export const memories = [
  { name: 'memory, CenterNet DLA-34, 512², WebGL', work: work('ctdet_dla34', 512), backend: 'webgl', most: 0.05 },
  { name: 'memory, CenterNet DLA-34, 512², WebAssembly', work: work('ctdet_dla34', 512), backend: 'wasm', most: 0.05 },
];

/** How soon the page and the worker answer while a run goes on. */
export const answering = [
  { name: 'DLA-34, 224², WebGL', work: work('dla34', 224), backend: 'webgl' },
  { name: 'DLA-34, 224², WebAssembly', work: work('dla34', 224), backend: 'wasm' },
  { name: 'DLA-34-up, 256×512, WebGL', work: work('dla34up', 256, 512), backend: 'webgl' },
];

/** What a run costs in which a node of level 5 is ablated, beside a whole one. */
export const ablations = [
  { name: 'ablation, DLA-34, 224², WebGL', work: work('dla34', 224), backend: 'webgl', most: 1 / 4 },
  { name: 'ablation, DLA-34, 224², WebAssembly', work: work('dla34', 224), backend: 'wasm', most: 1 / 4 },
];

export const firstRun = { name: 'first run, DLA-34, 224², WebGL', work: work('dla34', 224), most: 1 / 3 };
export const bytes = { name: 'bytes, DLA-34, 224², WebGL', work: work('dla34', 224), most: 1.2 };
