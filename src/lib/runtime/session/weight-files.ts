import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { Fill, WeightRule } from '#lib/dla/ops/op.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { matchWeights, type WeightMatch } from '#lib/dla/weights/match.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { fillSeeded, type SeededRole } from '#lib/dla/weights/seeded.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { WeightFileSource } from './requests.ts';

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
