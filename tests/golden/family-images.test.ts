import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodePicture } from '#lib/dla/image/decode.ts';
import { fitImage, fittedPixels, wayBack, type Fit } from '#lib/dla/image/fit.ts';
import { taskOf } from '#lib/dla/network/image-rule.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { dla, dlaJson } from '../cli/cli.ts';
import { golden } from './goldens.ts';
import { expectDetections } from './detections.ts';
import type { Detection } from '#lib/dla/detection/detections.ts';

interface Sample {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly maxabs: number;
  readonly index: readonly number[];
  readonly value: readonly number[];
}

interface Case {
  readonly network: string;
  readonly size: readonly [height: number, width: number];
  readonly input: Sample;
  readonly detections?: readonly Detection[];
}

const { cases } = golden<{ readonly cases: readonly Case[] }>('family-images');
const path = fileURLToPath(new URL('./data/family-image.png', import.meta.url));
const bytes = readFileSync(path);
const { pixels } = decodePicture(bytes, 'family-image.png')!;

function fitOf(id: string): Fit {
  const { head } = presetConfig(id);
  return taskOf(head.kind === 'detection' ? head.heads.map(({ name }) => name) : [])!.image;
}

describe('an image comes to a network of detection as its authors prepare it', () => {
  it.each(cases.map((each) => [each.network, each] as const))('[golden] %s', (id, { size, input }) => {
    const [height, width] = size;
    const values = fitImage(pixels, { width, height }, fitOf(id));
    expect([1, 3, height, width]).toEqual(input.shape);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - input.mean)).toBeLessThan(1e-5);
    expect(Math.abs(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) - input.maxabs)).toBeLessThan(
      1e-5,
    );
    input.index.forEach((at, i) => expect(Math.abs(values[at]! - input.value[i]!), String(at)).toBeLessThan(2e-5));
  });

  const names = (id: string): readonly string[] => {
    const { head } = presetConfig(id);
    return head.kind === 'detection' ? head.heads.map(({ name }) => name) : [];
  };

  it('the task and the rule follow from the heads, whatever else stands among them', () => {
    const presets = ['ctdet_dla34', 'multi_pose_dla34', 'ddd_dla34', 'fairmot_dla34', 'smoke_dla34'];
    expect(presets.map((id) => taskOf(names(id)))).toEqual([
      { task: 'ctdet', image: { rule: 'C', order: 'bgr' } },
      { task: 'multi_pose', image: { rule: 'C', order: 'bgr' } },
      { task: 'ddd', image: { rule: 'D', order: 'bgr' } },
      { task: 'fairmot', image: { rule: 'F', order: 'rgb' } },
      { task: 'smoke', image: { rule: 'S', order: 'bgr' } },
    ]);
    expect(taskOf(['more', 'wh', 'hm'])?.task).toBe('ctdet');
    expect(taskOf(['hm', 'reg'])).toBeUndefined();
  });

  it('the middle of an input is the middle of the image, and a size is scaled as the image was', () => {
    const image = { width: 200, height: 100 };
    const input = { width: 64, height: 64 };
    const scales = (['C', 'D', 'S', 'F'] as const).map((rule) => {
      const { scale, point, into } = wayBack(rule, image, input);
      expect(into(...point(7, 50))).toEqual([7, 50]);
      expect(point(32, 32)).toEqual([100, 50]);
      return scale * 64;
    });
    expect(scales).toEqual([200, 200, 200, 200]);
    expect(wayBack('C', { width: 100, height: 200 }, input).scale * 64).toBe(200);
    expect(wayBack('D', { width: 100, height: 200 }, input).scale * 64).toBe(100);
    expect(wayBack('F', { width: 100, height: 200 }, { width: 128, height: 64 }).scale * 128).toBe(400);
  });

  it('what was seen is the image again, in its own colours and size', () => {
    const data = new Uint8Array(12 * 8 * 3).map((_, at) => (at * 37) % 256);
    const image = { width: 12, height: 8, channels: 3, data };
    for (const rule of ['C', 'D', 'S', 'F'] as const)
      for (const order of ['bgr', 'rgb'] as const) {
        const fit = { rule, order };
        expect(fittedPixels(fitImage(image, image, fit), image, fit)).toEqual(image);
      }
  });

  it('one colour stays itself where the image is, in the order that the rule says', () => {
    const data = new Uint8Array(30 * 20 * 3).map((_, at) => [250, 100, 10][at % 3]!);
    const input = { width: 40, height: 40 };
    const at = (fit: Fit): number[] => {
      const values = fitImage({ width: 30, height: 20, channels: 3, data }, input, fit);
      return [0, 1, 2].map((c) => values[c * 1600 + 20 * 40 + 20]!);
    };
    const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5) as number);
    const imagenet = (rgb: readonly number[]) =>
      rgb.map((value, c) => (value / 255 - [0.485, 0.456, 0.406][c]!) / [0.229, 0.224, 0.225][c]!);
    expect(at({ rule: 'F', order: 'rgb' })).toEqual(near([250, 100, 10].map((value) => value / 255)));
    expect(at({ rule: 'D', order: 'rgb' })).toEqual(near(imagenet([250, 100, 10])));
    expect(at({ rule: 'S', order: 'bgr' })).toEqual(near(imagenet([10, 100, 250])));
  });
});

describe('what a network detects', () => {
  const detected = cases.filter(({ detections }) => detections);

  it.each(detected.map((each) => [each.network, each] as const))('[golden] %s', async (id, { size, detections }) => {
    const args = ['run', id, '--input', path, '--size', size.join('x'), '--detections', '--json'];
    expectDetections(await dlaJson<readonly Detection[]>(args), detections!);
  });

  it.each(['smoke_dla34', 'dla34'])(
    '%s: heads of which no detections can be told are refused before anything is computed',
    async (id) => {
      const { code, out, err } = await dla(['run', id, '--detections']);
      expect({ code, out, lines: err.length }).toEqual({ code: 1, out: '', lines: 1 });
      expect(err[0]).toMatch(/no detections can be told of/);
    },
  );
});
