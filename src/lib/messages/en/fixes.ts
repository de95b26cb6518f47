import type { EdgeFix } from '#lib/issue.ts';
import type { FixWords } from '../values.ts';

const by = ({ factor }: Partial<EdgeFix>): string => (factor === undefined ? '' : ` by ${factor}`);
const to = ({ outChannels }: Partial<EdgeFix>): string =>
  outChannels === undefined ? '' : ` to ${outChannels} channels`;
const projection = (fix: Partial<EdgeFix>): string =>
  fix.outChannels === undefined ? '' : ` and a projection${to(fix)}`;

/** What a remedy does, in a few words. */
export const fixes: FixWords = {
  'insert-projection': (fix) => `Insert a projection${'node' in fix ? '' : to(fix)}`,
  'insert-down-sample': (fix) => `Insert a max-pool${by(fix)}${projection(fix)}`,
  'insert-up-sample': (fix) => `Insert an up-sampling${by(fix)}${projection(fix)}`,
  reconnect: () => 'Replace its input',
  'edit-level': ({ blocks }) => `Use ${blocks} blocks`,
};
