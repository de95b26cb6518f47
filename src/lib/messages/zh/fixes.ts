import type { EdgeFix } from '#lib/issue.ts';
import type { FixWords } from '../values.ts';

const by = ({ factor }: Partial<EdgeFix>): string => (factor === undefined ? '' : ` ${factor} 倍`);
const to = ({ outChannels }: Partial<EdgeFix>): string =>
  outChannels === undefined ? '投影' : `输出 ${outChannels} 通道的投影`;
const projection = (fix: Partial<EdgeFix>): string => (fix.outChannels === undefined ? '' : `和${to(fix)}`);

export const fixes: FixWords = {
  'insert-projection': (fix) => `插入${'node' in fix ? '投影' : to(fix)}`,
  'insert-down-sample': (fix) => `插入${by(fix)}最大池化${projection(fix)}`,
  'insert-up-sample': (fix) => `插入${by(fix)}上采样${projection(fix)}`,
  reconnect: () => '替换它的输入',
  'edit-level': ({ blocks }) => `改用 ${blocks} 个块`,
};
