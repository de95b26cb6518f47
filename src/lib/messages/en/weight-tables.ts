/** Weights in a file, by what stands before the network's names there. */
export interface WeightTable {
  readonly under: string;
  readonly averaged: boolean;
}

export interface PassedOver {
  readonly name: string;
  readonly type?: string;
}

/** Where in a file weights stand: `state_dict_ema (averaged)`. */
export const tableName = ({ under, averaged }: WeightTable): string =>
  `${under === '' ? 'the top of the file' : under}${averaged ? ' (averaged)' : ''}`;

/** Which weights of a file were taken, and which others it has; nothing where there was no choice. */
export function sayTaken(taken: WeightTable, others: readonly WeightTable[]): string | undefined {
  if (taken.under === '' && others.length === 0) return undefined;
  const also = others.length === 0 ? '' : `; the file also has those of ${others.map(tableName).join(', ')}`;
  return `weights of ${tableName(taken)}${also}`;
}

/** Something in a file that is no tensor that can be read: `args (argparse.Namespace)`. */
export const sayPassedOver = ({ name, type }: PassedOver): string => (type === undefined ? name : `${name} (${type})`);
