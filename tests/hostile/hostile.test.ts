import { decodePicture } from '#lib/dla/image/decode.ts';
import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { openOnnx } from '#lib/dla/foreign/open-onnx.ts';
import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { readLink } from '#lib/dla/link/link.ts';
import { parseScript } from '#lib/dla/script/file.ts';
import { parseSweep } from '#lib/dla/sweep/spec.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { ok, type Result } from '#lib/issue.ts';
import { pastedAs } from '#lib/workspace/files/pasted.ts';
import { describe, expect, it } from 'vitest';
import { bytesOf, textOf, type Given } from '../fuzz/bad-input/format.ts';
import { checkAnswer, checkPrototypes } from '../fuzz/bad-input/law.ts';
import { answerOf, boundedSource } from '../fuzz/bad-input/weights.ts';
import { onnxRows } from './onnx.ts';
import { pictureRows } from './pictures.ts';
import type { Reader } from './row.ts';
import { textRows } from './texts.ts';
import { weightRows } from './weights.ts';

/** Undefined where it is left to whoever reads such things. */
type Read = (given: Given) => Result<unknown> | undefined | Promise<Result<unknown> | undefined>;

const readers: { readonly [R in Reader]: Read } = {
  network: (given) => readNetworkBytes(bytesOf(given)),
  lesson: parseLesson,
  sweep: parseSweep,
  script: parseScript,
  link: (given) => readLink(textOf(given)),
  pasted: (given) => {
    const pasted = pastedAs(textOf(given));
    return pasted && (pasted.kind === 'file' ? readNetworkBytes(bytesOf(given)) : ok(pasted));
  },
  weights: (given) =>
    answerOf(async () => {
      const { tensors } = await openWeights(boundedSource(bytesOf(given)), 'x');
      for (const tensor of tensors.values()) await tensor.read();
    }),
  onnx: (given) => answerOf(() => openOnnx(boundedSource(bytesOf(given)), 'x.onnx')),
  image: async (given) => {
    const read = await answerOf(() => decodePicture(bytesOf(given), 'x'));
    return read.ok && read.value === undefined ? undefined : read;
  },
};

describe('what was made to do harm', () => {
  it.each([...textRows, ...weightRows, ...onnxRows, ...pictureRows])('%s', async (_, reader, make, gives) => {
    const result = await readers[reader](make());
    if (result) checkAnswer(result);
    checkPrototypes();
    const kind = result && (result.ok ? 'read' : result.issues[0]!.kind);
    expect(kind ?? 'none').toBe(gives);
  });
});
