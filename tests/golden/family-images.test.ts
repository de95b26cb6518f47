import { readFileSync } from 'node:fs';
import { decodePicture } from '#lib/dla/image/decode.ts';
import { fitImage, type Fit } from '#lib/dla/image/fit.ts';
import { taskOf } from '#lib/dla/network/image-rule.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { golden } from './goldens.ts';

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
}

const { cases } = golden<{ readonly cases: readonly Case[] }>('family-images');
const bytes = readFileSync(new URL('../images/family-image.png', import.meta.url));
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

  it('one colour stays itself where the image is, in the order that the rule says', () => {
    const data = new Uint8ClampedArray(30 * 20 * 3).map((_, at) => [250, 100, 10][at % 3]!);
    const input = { width: 40, height: 40 };
    const at = (fit: Fit): number[] => {
      const values = fitImage({ width: 30, height: 20, data }, input, fit);
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
