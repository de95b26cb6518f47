import { isOnnx } from '#lib/dla/foreign/is-onnx.ts';
import { openOnnx, type Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import { openAsBlob } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Size } from './command.ts';
import { fileIssue } from './file-issue.ts';

/** A file as the readers of weights take it. Throws an IssueError that names it. */
export async function openFile(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch (error) {
    throw fileIssue(path, error);
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

/** An ONNX file as a network, and where its weights are. Throws an IssueError. */
export async function openForeign(path: string, size?: Size): Promise<Foreign & { readonly source: WeightFileSource }> {
  const file = await openFile(path);
  const files = new Map<string, Blob>();
  const fileName = basename(path);
  // Files beside a model are opened by the names that it gives.
  const beside = async (name: string) => {
    const blob = await openFile(join(dirname(path), name)).catch(() => undefined);
    return blob && blobSource(blob);
  };
  const foreign = await openOnnx(blobSource(file), fileName, { size, beside });
  for (const name of foreign.beside) {
    const blob = await openFile(join(dirname(path), name)).catch(() => undefined);
    if (blob) files.set(name, blob);
  }
  const key = JSON.stringify([path, size ?? null]);
  return { ...foreign, source: { kind: 'file', file, fileName, key, foreign: { files, ...(size && { size }) } } };
}
