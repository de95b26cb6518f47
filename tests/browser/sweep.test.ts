import { readFileSync } from 'node:fs';
import { expect, test, WORKSPACE } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await page.goto(WORKSPACE);
  await page.getByRole('tab', { name: 'Sweep', exact: true }).click();
});

test('a sweep file is counted in the background, looked through by keys, and saved as counts', async ({ page }) => {
  await page.getByLabel('Open a sweep file').setInputFiles('docs/sweep.json');
  await expect(page.getByLabel('parameters, at most')).toHaveValue('15.6 M');
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await expect(
    page.getByText(/6 networks in .*, 2 within the limits, 1 cannot be built, 1 on the front/),
  ).toBeVisible();

  const plot = page.getByRole('application');
  await plot.focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('(c) IDA in levels 2–5, 3 blocks in level 3')).not.toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /^DLA-34, / })).toBeVisible();

  // A brush leaves what lies between its handles.
  const brush = page.getByRole('slider', { name: 'shortest skip path, from' });
  await brush.focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('3 variants between the handles')).toBeVisible();

  const save = async (format: string) => {
    await page.getByRole('button', { name: 'Save as' }).first().click();
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format, exact: true }).click();
    const file = await saved;
    return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
  };
  const csv = await save('CSV');
  expect(csv.name).toBe('dla-34-sweep-shortest-skip-path-against-macs.csv');
  const lines = csv.content.toString('utf8').split('\n');
  expect(lines[0]).toContain('levels[2..5].structure,levels[3].blocks,parameters,macs');
  expect(lines[1]).toBe('shallow,3,15496344,2828832768,4868072,6422528,591,32,7,1,true,false,');
  expect(lines.filter(Boolean)).toHaveLength(1 + 6);

  // The picture stands alone: its colours are numbers, and the four that could be built and are not on the front are squares.
  const { name, content } = await save('SVG');
  expect(name).toMatch(/\.svg$/);
  const svg = content.toString('utf8');
  expect(svg).not.toContain('var(');
  const read = await page.evaluate((text) => {
    const drawn = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      fault: drawn.querySelector('parsererror') !== null,
      words: [...drawn.querySelectorAll('text')].map(({ textContent }) => textContent),
      // A square is a variant that is no front.
      squares: [...drawn.querySelectorAll('g > path')].filter((path) =>
        /^M[^A-Za-z]*h[24]v[24]h-[24]Z$/.test(path.getAttribute('d')!),
      ).length,
      width: Number(drawn.documentElement.getAttribute('width')),
    };
  }, svg);
  expect(read.fault).toBe(false);
  expect(read.words).toContain('on the front');
  expect(read.words[0]).toBe('DLA-34: sweep, shortest skip path against MACs');
  expect(read.squares).toBe(4);
  const png = (await save('PNG')).content;
  expect(png.readUInt32BE(16)).toBe(2 * read.width);
});

test('a refused file leaves the sweep as it is; two variants are compared', async ({ page }) => {
  await page.getByLabel('Values').last().fill('1, 2');
  await page.getByLabel('Values').last().press('Enter');
  await expect(page.getByText('36 networks')).toBeVisible();
  const broken = {
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"dla-sweep","version":1,"base":"dla99","vary":[]}'),
  };
  await page.getByLabel('Open a sweep file').setInputFiles(broken);
  await expect(page.getByText(/broken.json was not opened; the sweep stays as it was/)).toBeVisible();
  await expect(page.getByText('36 networks')).toBeVisible();

  await page.getByRole('button', { name: 'Count', exact: true }).click();
  const front = page.getByRole('grid', { name: 'Variants that no other beats by the goals' });
  await front.getByRole('row').nth(1).click();
  await expect(page.getByText('Opened', { exact: true })).toBeVisible();
  // The open network is another now; the sweep stays of the one that was counted.
  await expect(page.getByLabel('Variants of')).toHaveValue('given');
  await expect(page.getByText('What is set has changed')).toHaveCount(0);
  await front.getByRole('row').nth(2).click();
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
});

test('a sweep is handed on as a link, which opens the panel with it and asks nothing of the network', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByLabel('Open a sweep file').setInputFiles('docs/sweep.json');
  await expect(page.getByLabel('parameters, at most')).toHaveValue('15.6 M');
  await page.getByRole('button', { name: 'Copy a link to this sweep' }).click();
  await expect(page.getByText('The link to the sweep is on the clipboard.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.startsWith(`${baseURL!.replace(/\/$/, '')}${WORKSPACE}#1.`)).toBe(true);

  const opened = await context.newPage();
  const asked: string[] = [];
  opened.on('request', (request) => asked.push(request.url()));
  await opened.goto(link);
  await expect(opened.getByRole('tab', { name: 'Sweep', exact: true })).toHaveAttribute('aria-selected', 'true');
  await expect(opened.getByLabel('parameters, at most')).toHaveValue('15.6 M');
  await expect(opened.getByText('6 networks', { exact: true })).toBeVisible();
  const packed = link.slice(link.indexOf('#') + 1);
  expect(asked.filter((url) => !url.startsWith(baseURL!) && !/^(?:data|blob):/.test(url))).toEqual([]);
  expect(asked.filter((url) => url.split('#')[0]!.includes(packed))).toEqual([]);
});
