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

/** Medians of several goes: of the frames' time, and of the page's own work for one. */
async function medians(call) {
  const goes = [];
  for (let round = 0; round < ROUNDS; round += 1) goes.push(await call());
  return { frame: median(goes.map(({ frame }) => frame)), own: median(goes.map(({ own }) => own)) };
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
  ['undo', (page) => page.getByRole('button', { name: /^Undo/ }).click()],
  ['undo again', (page) => page.getByRole('button', { name: /^Undo/ }).click()],
  ['hover', (page) => paced(20, (step) => page.mouse.move(700 + 3 * step, 400 + 2 * step))],
];

/** Prints what the page did; `own` is what `layouts.ts` exports. */
export async function pageTimes(address, own, wanted) {
  for (const scene of scenes(own).filter(({ name }) => name.includes(wanted))) {
    const empty = await openPage();
    const { browser, page } = await openPage(`${address}workspace/`);
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
      for (const [name, move] of [
        ['pan', pan],
        ['wheel', wheel],
      ]) {
        const [base, here] = [await medians(() => move(empty.page)), await medians(() => move(page))];
        const ratio = (here.frame / base.frame).toFixed(1);
        console.log(
          `  ${name}  95 % of frames within ${ms(here.frame)}, empty page ${ms(base.frame)}, ${ratio}×; most ${scene.most} ms; own work ${ms(here.own)}`,
        );
      }
      const times = new Map(steps.map(([name]) => [name, []]));
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [name, edit] of steps) times.get(name).push(await traced(browser, page, () => edit(page), 3000));
      for (const [name, list] of times) {
        const of = (key) => ms(median(list.map((each) => each[key])));
        console.log(
          `  ${name}  script ${of('script')}, work ${of('first')} until the picture after ${of('shown')}; with the counts ${of('work')} until ${of('after')}; longest task ${of('longest')} (wall ${of('longestWall')})`,
        );
      }
    } finally {
      await empty.browser.close();
      await browser.close();
    }
  }
}
