import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Components that draw, and are no charts: what they draw is taken away by other ways, or is a sign. */
const noCharts: Readonly<Record<string, string>> = {
  'compare/AllSix.svelte': 'figures of networks, which the exports write',
  'compare/CompareMaps.svelte': 'activations as maps',
  'compare/CompareOutputs.svelte': 'activations as maps, in a table that is copied',
  'draw/CanvasBar.svelte': 'a sign on a button',
  'draw/Glyph.svelte': 'a sign in the palette',
  'gradients/SaliencyView.svelte': 'an image with its saliency',
  'inspect/ReachPicture.svelte': 'an image with what a unit sees',
  'run/ClassMap.svelte': 'classes of pixels as a map',
  'run/ClassPicture.svelte': 'an image with the classes of its pixels',
  'run/DetectionPicture.svelte': 'an image with its detections',
  'run/ResultsPanel.svelte': 'activations as maps',
  'run/TapsPicture.svelte': 'an image with the taps of a convolution',
  'share/QrCode.svelte': 'a code to scan',
  'shared/CurveKey.svelte': 'a sign in a list',
  'shared/SeenImage.svelte': 'an image',
  'sweep/StandingKey.svelte': 'signs in a list',
};

/** Charts that are saved by the component around them, which has their numbers. */
const savedBy: Readonly<Record<string, string>> = {
  'gradients/NetworkFlowFigure.svelte': 'gradients/NetworkFlow.svelte',
  'gradients/StructureFlowFigure.svelte': 'gradients/StructureFlow.svelte',
};

const ROUTES = 'src/routes';
const code = (name: string) => readFileSync(join(ROUTES, name), 'utf8');
const drawing = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.svelte') && /<(?:svg|canvas|Histogram|ValueMap)[\s>]/.test(code(name)))
  .toSorted();

describe('every chart can be taken away', () => {
  it('[house] what is said of components is said of ones that draw', () => {
    expect(drawing).toEqual(expect.arrayContaining([...Object.keys(noCharts), ...Object.keys(savedBy)]));
    expect(drawing.length).toBeGreaterThan(Object.keys(noCharts).length);
  });

  it.each(drawing.filter((name) => !(name in noCharts)))('[house] %s has Save as', (name) => {
    const keeper = savedBy[name] ?? name;
    expect(code(keeper)).toMatch(/<SaveChart\s/);
    if (keeper !== name) expect(code(keeper)).toContain(`<${name.replace(/^.*\/|\.svelte$/g, '')}`);
  });

  it('[house] nothing else makes a picture of a chart', () => {
    const others = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.(?:svelte|ts)$/.test(name) && code(name).includes('standaloneSvg'),
    );
    expect(others).toEqual(['shared/SaveChart.svelte']);
  });
});
