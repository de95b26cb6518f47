import { comparePort, isPort, portNodes, type PortComparison } from '#lib/dla/exchange/port/compare-port.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { TOLERANCE } from '#lib/runtime/compute/reference-check.ts';
import { createRunner, type Runner } from '#lib/runtime/session/client.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import { litNode, portOrder, portValues } from './port-values.ts';
import { progressWords, type RunProgressWords } from '#lib/workspace/shared/run-progress.ts';

/** What was found of a port: of which network, and in which file. */
export interface PortAnswer extends PortComparison {
  readonly of: GraphDocument;
  readonly file: string;
}

/** Whether a file holds values of a network's nodes: arrays named as they are. What cannot be read is no such file. */
export async function holdsPort(file: File, document: GraphDocument): Promise<boolean> {
  if (!/\.npz$/i.test(file.name)) return false;
  const opened = await openWeights(blobSource(file), file.name).catch(() => undefined);
  return opened !== undefined && isPort(document, opened);
}

/** Compares what another implementation computed, with seeded weights on the seeded image, with what is computed here. */
export class Ports {
  answer = $state.raw<PortAnswer | undefined>();
  progress = $state.raw<RunProgressWords | undefined>();
  failure = $state.raw<readonly Issue[] | undefined>();

  #runner: Runner | undefined;
  #stop: AbortController | undefined;

  /** Whether there is anything to show. */
  get open(): boolean {
    return this.answer !== undefined || this.progress !== undefined || this.failure !== undefined;
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Another file ends the comparison before; where a node differs, the first is lit in the figure. */
  async compare(view: NetworkView, file: File): Promise<void> {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.answer = undefined;
    this.failure = undefined;
    this.progress = { share: 0, words: words.port.reading(file.name) };
    const { countedFrame: document, graph } = view;
    try {
      const dump = await openWeights(blobSource(file), file.name);
      const nodes = portNodes(document);
      this.#runner ??= createRunner();
      const { results } = await this.#runner.run(portOrder(graph, nodes), {
        signal: stop.signal,
        onProgress: (progress) => (this.progress = progressWords(progress, 1, labelOf(document, progress.node))),
      });
      const values = portValues(document, nodes, results);
      const answer = await comparePort(document, values, dump, TOLERANCE, file.name);
      if (stop.signal.aborted) return;
      this.answer = { ...answer, of: document, file: file.name };
      const first = answer.first?.value.id;
      if (first === undefined || view.countedFrame !== document) return;
      view.path = litNode(document, first);
      view.editor.select([first]);
    } catch (error) {
      if (!stop.signal.aborted) this.failure = issuesOf(error);
    } finally {
      if (this.#stop === stop) {
        this.#stop = undefined;
        this.progress = undefined;
      }
    }
  }
}
