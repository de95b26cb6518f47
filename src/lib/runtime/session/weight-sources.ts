import type { Fill, WeightRule } from '#lib/dla/ops/op.ts';
import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { matchWeights, type WeightMatch } from '#lib/dla/weights/match.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { fillSeeded, type SeededRole } from '#lib/dla/weights/seeded.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { WeightFileSource } from './requests.ts';
import type { WeightProvider } from './weight-store.ts';

const seededRoles = { weight: 'conv', scale: 'bn-scale', bias: 'bias' } as const satisfies Record<Fill, SeededRole>;

/** Seeded values; `names` gives tensors the seed of another name. */
export const seededWeights = (names: Readonly<Record<string, string>> = {}): WeightProvider => ({
  key: Object.keys(names).length === 0 ? 'seeded' : `seeded ${JSON.stringify(names)}`,
  read: ({ name, shape, fill }: Pick<WeightRule, 'shape' | 'fill'> & { readonly name: string }) =>
    fillSeeded(names[name] ?? name, shape, seededRoles[fill]),
});

/** Weight files that are open; the last one is remembered, so that a second run reads nothing again. */
export class WeightFiles {
  #last: { readonly key: string; readonly file: Promise<WeightFile> } | undefined;

  #open({ key, file, fileName }: WeightFileSource): Promise<WeightFile> {
    if (this.#last?.key !== key) this.#last = { key, file: openWeights(blobSource(file), fileName) };
    return this.#last.file;
  }

  /** Which tensors of the file go where; nothing is refused for what is missing. */
  async match(source: WeightFileSource, tensors: readonly WeightTensor[]): Promise<WeightMatch> {
    return matchWeights(tensors, await this.#open(source));
  }

  /** Values from the file. Throws an IssueError that names the tensors that are missing or of another shape. */
  async weights(
    source: WeightFileSource,
    tensors: readonly WeightTensor[],
  ): Promise<{ readonly provider: WeightProvider; readonly match: WeightMatch }> {
    const file = await this.#open(source);
    const match = matchWeights(tensors, file);
    const issues: Issue[] = match.refused.map(({ name, expected, received }) => ({
      kind: 'tensor-shape-differs',
      at: name,
      expected,
      received,
    }));
    if (match.missing.length > 0)
      issues.unshift({ kind: 'tensors-missing', at: source.fileName, expected: match.missing });
    if (issues.length > 0) throw new IssueError(issues);
    const names = new Map(match.loaded);
    return { provider: { key: source.key, read: ({ name }) => file.tensors.get(names.get(name)!)!.read() }, match };
  }
}
