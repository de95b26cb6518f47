import type { PassedOver, WeightTable } from '../en/weight-tables.ts';

/** Where in a file weights stand: `state_dict_ema（滑动平均）`. */
export const tableName = ({ under, averaged }: WeightTable): string =>
  `${under === '' ? '文件顶层' : under}${averaged ? '（滑动平均）' : ''}`;

/** Which weights of a file were taken, and which others it has; nothing where there was no choice. */
export function sayTaken(taken: WeightTable, others: readonly WeightTable[]): string | undefined {
  if (taken.under === '' && others.length === 0) return undefined;
  const also = others.length === 0 ? '' : `；文件中还有 ${others.map(tableName).join('、')} 的权重`;
  return `使用 ${tableName(taken)} 的权重${also}`;
}

/** Something in a file that is no tensor that can be read: `args（argparse.Namespace）`. */
export const sayPassedOver = ({ name, type }: PassedOver): string => (type === undefined ? name : `${name}（${type}）`);
