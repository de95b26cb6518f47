import { isOnnx } from '#lib/dla/foreign/is-onnx.ts';
import { openOnnx, type Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import { openAsBlob, promises } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Size } from './command.ts';
import { fileIssue } from './file-issue.ts';

/** A file as the readers of weights take it. Throws an IssueError that names it. */
export async function openFile(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch (error) {
    // Node calls a path that leads nowhere a wrong argument.
    throw fileIssue(
      path,
      await promises.stat(path).then(
        () => error,
        (reason: unknown) => reason,
      ),
    );
  }
}

/** Whether a path is that of a model from elsewhere. */
export async function isForeign(path: string): Promise<boolean> {
  const file = await openFile(path);
  // A folder is found, and not read.
  const head = await file
    .slice(0, 16)
    .arrayBuffer()
    .catch((error: unknown) => {
      throw fileIssue(path, error);
    });
  return isOnnx(new Uint8Array(head), path);
}

/** A network from elsewhere, and where its weights are. */
type Opened = Foreign & { readonly source: WeightFileSource };

/** An ONNX file as a network. Throws an IssueError. */
export const openForeign = async (path: string, size?: Size): Promise<Opened> =>
  openBlob(await openFile(path), path, (name) => openFile(join(dirname(path), name)).catch(() => undefined), size);

/** The same of standard input, which has no files beside it; undefined where it is something else. */
export const openPiped = async (bytes: Uint8Array, size: Size | undefined): Promise<Opened | undefined> =>
  isOnnx(bytes.subarray(0, 16), '')
    ? openBlob(new Blob([bytes as Uint8Array<ArrayBuffer>]), '-', () => Promise.resolve(undefined), size)
    : undefined;

async function openBlob(
  file: Blob,
  path: string,
  other: (name: string) => Promise<Blob | undefined>,
  size: Size | undefined,
): Promise<Opened> {
  const files = new Map<string, Blob>();
  const fileName = basename(path);
  // Files beside a model are opened by the names that it gives.
  const beside = async (name: string) => {
    const blob = await other(name);
    return blob && blobSource(blob);
  };
  const foreign = await openOnnx(blobSource(file), fileName, { size, beside });
  for (const name of foreign.beside) {
    const blob = await other(name);
    if (blob) files.set(name, blob);
  }
  const key = JSON.stringify([path, size ?? null]);
  return { ...foreign, source: { kind: 'file', file, fileName, key, foreign: { files, ...(size && { size }) } } };
}
