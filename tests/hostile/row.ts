import type { IssueKind } from '#lib/issue.ts';

/** How the product reads what is given: which of its readers. */
export type Reader = 'network' | 'lesson' | 'sweep' | 'script' | 'link' | 'pasted' | 'weights' | 'onnx' | 'image';

/** A case: what it is, who reads it, how it is made, and what it must give. `none`: it is left to whoever reads such things. */
export type Row = readonly [
  name: string,
  reader: Reader,
  make: () => Uint8Array | string,
  gives: 'read' | 'none' | IssueKind,
];
