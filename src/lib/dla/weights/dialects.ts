import type { IssueKind } from '#lib/issue.ts';
import type { WeightFile, WeightTensor } from './weight-file.ts';

// How the projects that people train DLA networks with name their tensors (docs/files.md), and what their names become here.

/** What a project does that no config says. */
type DialectFault = Extract<IssueKind, 'weights-more-inputs' | 'weights-other-nodes' | 'weights-final-fusion'>;

type Rule = readonly [pattern: RegExp, becomes: string | ((whole: string, ...parts: string[]) => string)];

const NECK = '^((?:dla_up|ida_up)\\..*)';
const inNeck = (pattern: string): RegExp => new RegExp(`${NECK}\\.${pattern}\\.`);

const norms: readonly Rule[] = [
  [/\.norm(\d+)\./, '.bn$1.'],
  [/\.root\.norm\./, '.root.bn.'],
];

const smoke: readonly Rule[] = [
  [/^backbone\.body\./, ''],
  [/^heads\.predictor\./, ''],
  ...norms,
  [inNeck('deform_conv'), '$1.conv.'],
  [inNeck('norm'), '$1.actf.0.'],
];

const mmdet3d: readonly Rule[] = [
  [/^backbone\./, 'base.'],
  [/^neck\./, ''],
  ...norms,
  [/\.(proj|up|node)s\.(\d+)\./, (_, kind, index) => `.${kind}_${Number(index) + 1}.`],
  [inNeck('(?:gn|bn)'), '$1.actf.0.'],
  [/(?:\.conv)?\.conv_offset\./, '.conv.conv_offset_mask.'],
  [/^bbox_head\.conv_cls_prev\.0\.conv\./, 'class_head.0.'],
  [/^bbox_head\.conv_cls_prev\.0\.(?:gn|bn)\./, 'class_head.1.'],
  [/^bbox_head\.conv_cls\./, 'class_head.3.'],
  [/^bbox_head\.conv_reg_prevs\.0\.0\.conv\./, 'regression_head.0.'],
  [/^bbox_head\.conv_reg_prevs\.0\.0\.(?:gn|bn)\./, 'regression_head.1.'],
  [/^bbox_head\.conv_regs\.0\./, 'regression_head.3.'],
];

const monodle: readonly Rule[] = [
  [/^backbone\./, 'base.'],
  [/^(?:neck|feat_up)\./, 'dla_up.'],
  [inNeck('conv'), '$1.0.'],
  [inNeck('bn'), '$1.1.'],
];

const bottomUp: Rule = [/^backbone\.bottom_up\./, ''];

const dd3d: readonly Rule[] = [
  bottomUp,
  [/((?:^|\.)(?:base_layer|project))\.(weight|bias)$/, '$1.0.$2'],
  [/((?:^|\.)(?:base_layer|project))\.norm\./, '$1.1.'],
  [/^(level[01])\.(\d+)\.(weight|bias)$/, (_, level, index, rest) => `${level}.${3 * Number(index)}.${rest}`],
  [/^(level[01])\.(\d+)\.norm\./, (_, level, index) => `${level}.${3 * Number(index) + 1}.`],
  [/\.root\.conv\.norm\./, '.root.bn.'],
  [/\.conv(\d+)\.norm\./, '.bn$1.'],
];

interface Row {
  readonly rules?: readonly Rule[];
  /** A beginning of names with which a file is refused, and what it says. */
  readonly faults?: readonly (readonly [RegExp, DialectFault])[];
}

const fusion = [[/(?:^|\.)final_fusion\./, 'weights-final-fusion']] as const;

const rows = {
  centertrack: {
    faults: [
      [/^base\.pre_(?:img|hm)_layer\./, 'weights-more-inputs'],
      [/^dla_up\.ida_0\.(?:proj_1\.conv\.0|node_1\.gcl)\./, 'weights-other-nodes'],
    ],
  },
  smoke: { rules: smoke },
  mmdet3d: { rules: mmdet3d },
  monoflex: { rules: [[/^backbone\./, '']] },
  monodle: { rules: monodle, faults: fusion },
  gupnet: { rules: monodle, faults: fusion },
  dd3d: { rules: dd3d },
  adelaidet: { rules: [bottomUp] },
  fairmot: {},
  ucbdrive: {},
  centernet: {},
  timm: {},
} satisfies { readonly [name: string]: Row };

export type Dialect = keyof typeof rows;

type Names = readonly string[];
const starting = (names: Names, ...starts: readonly string[]): boolean =>
  names.some((name) => starts.some((start) => name.startsWith(start)));

/** Trees of trees project by their innermost first one; only the authors' have a projection at every depth. */
const hasDeepProject = (names: Names): boolean => {
  const all = new Set(names);
  return names.some((name) => {
    const tree = /^(.*\.)project\.0\.weight$/.exec(name)?.[1];
    return tree !== undefined && all.has(`${tree}tree1.root.conv.weight`);
  });
};

/** The first that names fit, in the order in which the projects are told apart. */
function dialectOfNames(names: Names): Dialect | undefined {
  if (
    starting(
      names,
      'base.pre_img_layer.',
      'base.pre_hm_layer.',
      'dla_up.ida_0.proj_1.conv.0.',
      'dla_up.ida_0.node_1.gcl.',
    )
  )
    return 'centertrack';
  if (starting(names, 'backbone.body.base.')) return 'smoke';
  if (starting(names, 'neck.dla_up.ida_0.projs.')) return 'mmdet3d';
  if (starting(names, 'backbone.base.')) return 'monoflex';
  if (starting(names, 'neck.ida_0.')) return 'monodle';
  if (starting(names, 'feat_up.ida_0.')) return 'gupnet';
  if (starting(names, 'backbone.bottom_up.base_layer.norm.')) return 'dd3d';
  if (starting(names, 'backbone.bottom_up.base_layer.0.')) return 'adelaidet';
  if (starting(names, 'base.base_layer.')) {
    if (starting(names, 'id.')) return 'fairmot';
    return starting(names, 'fc.0.') ? 'ucbdrive' : 'centernet';
  }
  if (starting(names, 'base_layer.')) return hasDeepProject(names) ? 'ucbdrive' : 'timm';
  return undefined;
}

/** A tensor of a file by the name that the network would give it. */
export interface DialectTensor {
  /** Its name in its table of the file. */
  readonly own: string;
  /** The file's name of it, the table's keys before it. */
  readonly fileName: string;
  readonly name: string;
  readonly tensor: WeightTensor;
}

export interface DialectReading {
  readonly dialect: Dialect | undefined;
  readonly fault?: DialectFault;
  /** In the order of the file, but for the counts of batches. */
  readonly tensors: readonly DialectTensor[];
}

/** Where tensors lie in the checkpoints of these projects. */
const TABLES = ['', 'state_dict', 'model', 'model_state'];
const MODULE = 'module.';
const BUFFER = /(?:^|\.)num_batches_tracked$/;

const renamed = (rules: readonly Rule[], name: string): string =>
  rules.reduce<string>(
    (before, [pattern, becomes]) =>
      typeof becomes === 'string' ? before.replace(pattern, becomes) : before.replace(pattern, becomes),
    name,
  );

function readTable(file: WeightFile, key: string): DialectReading {
  const start = key === '' ? '' : `${key}.`;
  const found = [...file.tensors]
    // Formats of one table have the keys of a checkpoint within their names.
    .filter(([name, { table }]) => !BUFFER.test(name) && (table === key || (table === '' && name.startsWith(start))))
    .map(([fileName, tensor]) => ({
      fileName,
      tensor,
      own: tensor.table === '' ? fileName : fileName.slice(start.length),
      inner: fileName.slice(start.length),
    }));
  const wrapped = found.every(({ inner }) => inner.startsWith(MODULE));
  const plain = found.map((each) => ({ ...each, plain: wrapped ? each.inner.slice(MODULE.length) : each.inner }));
  const names = plain.map((each) => each.plain);
  const dialect = dialectOfNames(names);
  const { rules = [], faults = [] }: Row = dialect === undefined ? {} : rows[dialect];
  const fault = faults.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
  const tensors = plain.map(({ own, fileName, tensor, plain: name }): DialectTensor => {
    return { own, fileName, tensor, name: renamed(rules, name) };
  });
  return { dialect, ...(fault && { fault }), tensors };
}

/** Whose names a file has, and its tensors by the names that they are read by; of no dialect where nobody's are. */
export function readDialect(file: WeightFile): DialectReading {
  const tables = TABLES.map((table) => readTable(file, table));
  const known = tables.find(({ dialect }) => dialect !== undefined);
  return known ?? tables.find(({ tensors }) => tensors.length > 0) ?? tables[0]!;
}
