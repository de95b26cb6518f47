import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { readDialect } from '#lib/dla/weights/dialects.ts';
import { matchWeights, type WeightMatch } from '#lib/dla/weights/match.ts';
import { openWeightFile } from '#lib/dla/foreign/weight-files.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { WeightFileSource } from './orders.ts';

/** Weight files that are open; the last one is remembered, so that a second run reads nothing again. */
export class WeightFiles {
  #last: { readonly key: string; readonly file: Promise<WeightFile> } | undefined;

  #open({ key, file, fileName, foreign }: WeightFileSource): Promise<WeightFile> {
    if (this.#last?.key !== key) this.#last = { key, file: openWeightFile(blobSource(file), fileName, foreign) };
    return this.#last.file;
  }

  /** Which tensors of the file go where; nothing is refused for what is missing. */
  async match(source: WeightFileSource, tensors: readonly WeightTensor[]): Promise<WeightMatch> {
    return matchWeights(tensors, await this.#open(source), source.table);
  }

  /** Values from the file, as they are. Throws an IssueError that names the tensors that are missing, of another shape or unreadable. */
  async weights(
    source: WeightFileSource,
    tensors: readonly WeightTensor[],
  ): Promise<{ readonly provider: WeightProvider; readonly match: WeightMatch }> {
    const file = await this.#open(source);
    const match = matchWeights(tensors, file, source.table);
    const { fault } = readDialect(file);
    if (fault) throw new IssueError([{ kind: fault, at: source.fileName }]);
    const issues = issuesOf(match, source.fileName);
    if (issues.length > 0) throw new IssueError(issues);
    const names = new Map(match.loaded);
    const key = `${source.key} ${match.taken.under}`;
    return { provider: { key, read: ({ name }) => file.tensors.get(names.get(name)!)!.read() }, match };
  }
}

/** Why a network cannot take its weights from a file; empty where it can. */
function issuesOf(
  { missing, refused, unreadable, unexpected, misplaced }: WeightMatch,
  fileName: string,
): readonly Issue[] {
  const shapes = refused.map(({ name, expected, received }): Issue => ({
    kind: 'tensor-shape-differs',
    at: name,
    expected,
    received,
  }));
  const has = unexpected.length > 0 && { received: unexpected };
  const lacks: Issue = { kind: 'tensors-missing', at: fileName, expected: missing, ...has };
  const displaced: Issue = { kind: 'tensors-without-place', at: fileName, received: misplaced };
  return [
    ...(missing.length > 0 ? [lacks] : []),
    ...shapes,
    ...unreadable,
    ...(misplaced.length > 0 ? [displaced] : []),
  ];
}
