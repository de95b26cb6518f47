import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { paddedImage } from './pad-image.ts';

const sized = (id: string, height: number, width: number) =>
  buildNetwork({ ...presetConfig(id), input: { channels: 3, height, width } });

describe('the image that a network’s maps agree on', () => {
  it.each([
    [375, 1242, 384, 1248],
    [500, 512, 512, 512],
    [513, 640, 544, 640],
  ])('of %d × %d it is %d × %d', (height, width, paddedHeight, paddedWidth) => {
    const document = sized('ctdet_dla34', height, width);
    expect(lowerDocument(document).issues.length).toBeGreaterThan(0);
    expect(paddedImage(document)).toEqual({ height: paddedHeight, width: paddedWidth });
  });

  it('is none where all is sound, or the image is not what is at fault', () => {
    expect(paddedImage(sized('ctdet_dla34', 512, 512))).toBeUndefined();
    const document = sized('dla34', 64, 64);
    const broken = document.nodes.map((node) => (node.id === 'fc' ? { ...node, inputs: [] } : node));
    expect(paddedImage({ ...document, nodes: broken })).toBeUndefined();
  });
});
