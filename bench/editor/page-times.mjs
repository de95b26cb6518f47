// Frames, edits and openings in the built app.
import { madeGraph } from './made-graph.mjs';
import { median, ms } from './numbers.mjs';
import { openFile, openPage, paced, pan, traced, wheel } from './page.mjs';

const ROUNDS = 3;

/** What is shown; `most` is the longest that a frame may take where an empty page holds 17 ms. */
const scenes = (own) => [
  { name: 'DLA-169, blocks', document: own.preset('dla169'), detail: 'Blocks', most: 33 },
  { name: 'DLA-169, ops', document: own.preset('dla169'), detail: 'Ops', most: 33 },
  { name: 'ops of a deeper network', document: own.deep(), detail: 'Ops', most: 33 },
  { name: '3,300 nodes', document: madeGraph(66, 25), detail: 'Blocks', most: 33 },
  { name: '20,000 nodes', document: madeGraph(408, 25), detail: 'Blocks', most: 50 },
];

async function medians(call) {
  const values = [];
  for (let round = 0; round < ROUNDS; round += 1) values.push(await call());
  return median(values);
}

/** What a person does to a network, one after the other; after the last all is as before. */
const steps = [
  ['select', (page) => page.getByRole('treeitem').nth(4).click()],
  ['insert', (page) => page.getByRole('button', { name: 'basic', exact: true }).click()],
  [
    'channels',
    async (page) => {
      const field = page.getByLabel('Inspector').getByLabel('channels', { exact: true }).first();
      await field.fill('24');
      await field.press('Enter');
    },
  ],
  ['undo', (page) => page.getByRole('button', { name: 'Undo', exact: true }).click()],
  ['undo again', (page) => page.getByRole('button', { name: 'Undo', exact: true }).click()],
  ['hover', (page) => paced(20, (step) => page.mouse.move(700 + 3 * step, 400 + 2 * step))],
];

/** Prints what the page did; `own` is what `layouts.ts` exports. */
export async function pageTimes(address, own, wanted) {
  const empty = await openPage();
  const base = { pan: await medians(() => pan(empty.page)), wheel: await medians(() => wheel(empty.page)) };
  await empty.browser.close();
  console.log(`empty page  pan ${ms(base.pan)}  wheel ${ms(base.wheel)} (95th percentile of frames)`);
  for (const scene of scenes(own).filter(({ name }) => name.includes(wanted))) {
    const { browser, page } = await openPage(address);
    try {
      await page.getByRole('listbox', { name: /Figure/ }).waitFor();
      const opening = await traced(browser, page, () =>
        openFile(page, scene.document.name, own.serialiseGraph(scene.document)),
      );
      console.log(`${scene.name}`);
      console.log(
        `  opening  longest task ${ms(opening.longest)} (wall ${ms(opening.longestWall)})  picture after ${ms(opening.after)}`,
      );
      if (scene.detail !== 'Blocks') {
        const turned = await traced(browser, page, () =>
          page.getByRole('radio', { name: scene.detail, exact: true }).click(),
        );
        console.log(`  to ${scene.detail}  longest task ${ms(turned.longest)} (wall ${ms(turned.longestWall)})`);
      }
      const [panned, wheeled] = [await medians(() => pan(page)), await medians(() => wheel(page))];
      const against = (value, empties) => `${ms(value)} (${(value / empties).toFixed(1)} × empty)`;
      console.log(
        `  frames  pan ${against(panned, base.pan)}  wheel ${against(wheeled, base.wheel)}  most ${scene.most} ms`,
      );
      const times = new Map(steps.map(([name]) => [name, []]));
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [name, edit] of steps) times.get(name).push(await traced(browser, page, () => edit(page)));
      for (const [name, list] of times) {
        const of = (key) => ms(median(list.map((each) => each[key])));
        console.log(
          `  ${name}  work ${of('work')} until the picture after ${of('after')}  longest task ${of('longest')} (wall ${of('longestWall')})`,
        );
      }
    } finally {
      await browser.close();
    }
  }
}
