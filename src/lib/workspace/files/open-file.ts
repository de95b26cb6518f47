import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { isOnnx } from '#lib/dla/foreign/is-onnx.ts';
import { IssueError, ok, refused, type Result } from '#lib/issue.ts';
import { startAsked } from '#lib/worker/start.ts';
import { countAhead } from '#lib/workspace/shared/count-ahead.ts';
import { pictureKind } from '#lib/dla/exchange/pictures/read-picture.ts';
import { documentOf } from './document-of.ts';
import type { FileMethods, ForeignNetwork } from './file-requests.ts';
import address from './file.worker.ts?worker&url';

/** The largest file that is read as a network (docs/files.md). */
const LARGEST = 10_000_000;

/** A picture of a network may be larger than the network. */
const LARGEST_PICTURE = 200_000_000;

/** Beyond so many bytes a file is read and checked away from the page: at once it would be held up for more than 50 ms. */
const MOST_AT_ONCE = 100_000;

/** A dropped, pasted or chosen file as a document; the open work is not touched. */
export async function readNetworkFile(file: Blob): Promise<Result<GraphDocument>> {
  if (file.size > ((await isPicture(file)) ? LARGEST_PICTURE : LARGEST))
    return refused({ kind: 'file-too-large', at: 'file', expected: LARGEST, received: file.size });
  const content = new Uint8Array(await file.arrayBuffer());
  const read = content.length > MOST_AT_ONCE ? await readAway(content) : documentOf(content);
  // What the panels ask for is counted before, so that opening is no long task.
  if (read.ok) await countAhead(read.value, undefined, 0);
  return read;
}

const isPicture = async (file: Blob): Promise<boolean> =>
  pictureKind(new Uint8Array(await file.slice(0, 64).arrayBuffer())) !== undefined;

/** Whether a picture is one that was drawn of a network here. */
export const holdsNetwork = async (file: Blob): Promise<boolean> => {
  const kind = pictureKind(new Uint8Array(await file.slice(0, 64).arrayBuffer()));
  if (kind === undefined || file.size > LARGEST_PICTURE) return false;
  return kind.textIn(new Uint8Array(await file.arrayBuffer())) !== undefined;
};

/** The same in a worker; here, if it cannot be started. */
async function readAway(content: Uint8Array): Promise<Result<GraphDocument>> {
  const { worker, client } = startAsked<FileMethods>(address);
  const nodes: GraphNode[] = [];
  try {
    const read = await client.call('read', content, { onProgress: (piece) => void nodes.push(...piece) });
    return read.ok ? { ok: true, value: { ...read.value, nodes } } : read;
  } catch {
    return documentOf(content);
  } finally {
    worker.terminate();
  }
}

/** Whether a file is a network from elsewhere: by its first bytes, or by its name. */
export const isForeign = async (file: File): Promise<boolean> =>
  isOnnx(new Uint8Array(await file.slice(0, 16).arrayBuffer()), file.name);

interface Watching {
  readonly signal: AbortSignal;
  /** Told how much of the file has been looked at. */
  readonly report: (share: number) => void;
}

/**
 * Reads a network from elsewhere in a worker, however large its file is: the bytes of its weights stay in the file. Rejects with
 * the signal's reason when it is cancelled.
 */
export async function readForeign(
  file: File,
  files: ReadonlyMap<string, Blob>,
  { signal, report }: Watching,
): Promise<Result<ForeignNetwork>> {
  const { worker, client } = startAsked<FileMethods>(address);
  const nodes: GraphNode[] = [];
  try {
    const read = await client.call(
      'foreign',
      { file, files },
      {
        signal,
        onProgress: (progress) => {
          if (progress.share !== undefined) report(progress.share);
          nodes.push(...(progress.nodes ?? []));
        },
      },
    );
    if (!read.ok) return read;
    const document = { ...read.value.document, nodes };
    await countAhead(document, undefined, 0);
    return ok({ ...read.value, document });
  } catch (error) {
    if (error instanceof IssueError) return refused(...error.issues);
    throw error;
  } finally {
    worker.terminate();
  }
}
