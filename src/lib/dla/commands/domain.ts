import { domain } from '#lib/dla/network/graph-file.ts';
import { isImage, moduleOf } from '#lib/dla/modules/modules.ts';
import type { Domain } from '#lib/graph/commands/domain.ts';
import { checkConnection } from './check-connection.ts';
import { makeFromPalette } from './palette.ts';

/** What the commands of the graph need to know of networks. */
export const networkDomain: Domain = {
  kinds: domain.kinds,
  takeable: (kind) => moduleOf(kind)?.head === undefined,
  single: (kind) => isImage({ kind }),
  // A block goes round by its first input, whatever its residual is; a join has no input that stands for it.
  through: ({ kind, inputs }) => (inputs.length === 1 || kind === 'block' ? 0 : undefined),
  check: checkConnection,
  make: makeFromPalette,
};
