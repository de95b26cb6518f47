/** What a network must be for a format to hold it: one that a config describes, any document at all, or one without issues. */
type Holds = 'configs' | 'documents' | 'sound';

/** What a file is for: to be opened here again, to be run elsewhere, to be looked at, to be read as numbers. */
export type Purpose = 'network' | 'run' | 'figure' | 'numbers';

interface FileFormat {
  readonly ending: string;
  /** The media type. */
  readonly type: string;
  readonly holds: Holds;
  readonly purpose: Purpose;
  /** How many networks a file of it holds, at least and at most; one where it does not say. */
  readonly networks?: readonly [least: number, most: number];
}

/**
 * Every format that a network can be written in, first those that can be opened again. A table elsewhere that is keyed by
 * {@link ExportFormat} does not compile until it has them all.
 */
export const exportFormats = {
  config: { ending: 'network.json', type: 'application/json', holds: 'configs', purpose: 'network' },
  graph: { ending: 'graph.json', type: 'application/json', holds: 'documents', purpose: 'network' },
  pytorch: { ending: 'py', type: 'text/x-python', holds: 'sound', purpose: 'run' },
  onnx: { ending: 'onnx', type: 'application/octet-stream', holds: 'sound', purpose: 'run' },
  'onnx-standard': { ending: 'standard.onnx', type: 'application/octet-stream', holds: 'sound', purpose: 'run' },
  safetensors: {
    ending: 'safetensors',
    type: 'application/octet-stream',
    holds: 'sound',
    purpose: 'run',
  },
  tfjs: { ending: 'tfjs.zip', type: 'application/zip', holds: 'sound', purpose: 'run' },
  training: {
    ending: 'training.py',
    type: 'text/x-python',
    holds: 'sound',
    purpose: 'run',
    networks: [1, Infinity],
  },
  timm: { ending: 'timm.py', type: 'text/x-python', holds: 'sound', purpose: 'run' },
  svg: { ending: 'svg', type: 'image/svg+xml', holds: 'sound', purpose: 'figure' },
  png: { ending: 'png', type: 'image/png', holds: 'sound', purpose: 'figure' },
  pdf: { ending: 'pdf', type: 'application/pdf', holds: 'sound', purpose: 'figure' },
  dot: { ending: 'dot', type: 'text/vnd.graphviz', holds: 'sound', purpose: 'figure' },
  mermaid: { ending: 'mmd', type: 'text/vnd.mermaid', holds: 'sound', purpose: 'figure' },
  tikz: { ending: 'tikz.tex', type: 'application/x-tex', holds: 'sound', purpose: 'figure' },
  csv: { ending: 'csv', type: 'text/csv', holds: 'sound', purpose: 'numbers', networks: [1, Infinity] },
  markdown: { ending: 'md', type: 'text/markdown', holds: 'sound', purpose: 'numbers', networks: [1, Infinity] },
  latex: { ending: 'tex', type: 'application/x-tex', holds: 'sound', purpose: 'numbers', networks: [1, Infinity] },
  html: { ending: 'html', type: 'text/html', holds: 'sound', purpose: 'numbers', networks: [2, 4] },
} as const satisfies { readonly [format: string]: FileFormat };

export type ExportFormat = keyof typeof exportFormats;

/** How many networks a file of a format holds. */
export const networksOf = (format: ExportFormat): readonly [least: number, most: number] => {
  const { networks }: FileFormat = exportFormats[format];
  return networks ?? [1, 1];
};
