// Times of the layouts in Node, beside ELK's for the same graphs.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { madeGraph } from './made-graph.mjs';
import { median, ms } from './numbers.mjs';

const require = createRequire(import.meta.url);

/** Sizes of made graphs: levels of 25 blocks and 24 nodes. */
const SIZES = [1250, 2500, 5000, 10_000, 20_000];

/** What `layouts.ts` exports, for Node. `folder` is for what is built. */
export async function bundled(folder) {
  const outfile = join(folder, 'layouts.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'layouts.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile));
}

/** Prints the times. */
export async function layoutTimes(own, rounds) {
  const Elk = require('elkjs/lib/elk.bundled.js');

  /** Median of the time that `work` takes on a document that nothing is known of but its shapes. */
  const time = (document, work) => {
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      const fresh = own.anew(document);
      own.lower(fresh);
      const start = performance.now();
      work(fresh);
      times.push(performance.now() - start);
    }
    return median(times);
  };

  console.log('layout, shapes known: figure, layered, ELK layered with INCLUDE_CHILDREN for the same graph');
  for (const id of ['dla34', 'dla169'])
    for (const detail of ['blocks', 'ops']) {
      const document = own.preset(id);
      const figure = time(document, (fresh) => own.figure(fresh, detail));
      const layered = time(document, (fresh) => own.layered(fresh, detail));
      const marks = own.figure(document, detail).marks.length;
      const layeredMarks = own.layered(document, detail).marks.length;
      const elkTimes = [];
      for (let round = 0; round < Math.min(3, rounds); round += 1) {
        const graph = own.elkGraph(document, detail);
        const elk = new Elk();
        const start = performance.now();
        await elk.layout(graph);
        elkTimes.push(performance.now() - start);
      }
      const elk = median(elkTimes);
      const ratio = (other) => `(ELK ${(elk / other).toFixed(0)}×)`;
      console.log(
        `  ${id} ${detail}  figure ${marks} marks ${ms(figure)} ${ratio(figure)}  layered ${layeredMarks} marks ${ms(layered)} ${ratio(layered)}  ELK ${ms(elk)}`,
      );
    }

  console.log('linear in nodes: microseconds of layout per node, shapes known');
  for (const size of SIZES) {
    const document = madeGraph(size / 50, 25);
    const count = document.nodes.length;
    const per = (work) => `${((1000 * time(document, work)) / count).toFixed(1)} µs`;
    const figure = per((fresh) => own.figure(fresh, 'blocks'));
    const layered = per((fresh) => own.layered(fresh, 'blocks'));
    console.log(`  ${count} nodes  figure ${figure}  layered ${layered}`);
  }
}
