import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { networkNamed } from '#lib/dla/lesson/networks.ts';
import { startOf } from '#lib/dla/lesson/starts.ts';
import { linkOf } from '#lib/dla/link/link.ts';
import { unwrap } from '#lib/issue.ts';
import { lessons as en } from '#lib/messages/en/lessons.ts';
import { lessons as zh } from '#lib/messages/zh/lessons.ts';
import { violationsOf } from './accessibility.ts';
import { everyOf, expect, test } from './fixtures.ts';
import { expectNoWider, mark } from './hand.ts';

// Every lesson of the program is walked through as a student would, in both languages, once wrong and once right.

const folder = new URL('../../src/content/lessons/', import.meta.url);
const lessons = readdirSync(folder)
  .filter((file) => file.endsWith('.lesson.json'))
  .map((file) => unwrap(parseLesson(readFileSync(new URL(file, folder)))));

type Language = 'en' | 'zh';
type Networks = (typeof lessons)[number]['networks'];
type Step = (typeof lessons)[number]['file']['steps'][number];
type Prediction = NonNullable<Step['prediction']>;
type Why = NonNullable<Step['why']>;
const spoken = { en, zh };
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const card = (page: Page) => page.locator('.tasks .card');

/** Texts that the last row cannot read: below 20 pixels as they are drawn, in the step and in what explains a word of it. */
const smallTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.lesson *, .word-text *')].flatMap((element) => {
      const text = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
      const box = element.getBoundingClientRect();
      if (!text || box.width < 2 || element.closest('.unseen, [hidden]')) return [];
      const { currentCSSZoom = 1 } = element as HTMLElement & { currentCSSZoom?: number };
      const around = element.closest('g[transform^="scale("]')?.getAttribute('transform');
      const drawn = Number(/scale\(([\d.]+)\)/.exec(around ?? '')?.[1] ?? 1);
      const size = parseFloat(getComputedStyle(element).fontSize) * currentCSSZoom * drawn;
      return size < 19.9 ? [`${element.textContent} ${size}`] : [];
    }),
  );

/** What a text says before the first thing in it that is no plain text. */
const beginning = (text: string | undefined): string => /^[^*_`$[{\\<&\n]*/.exec(text ?? '')![0].trim();

/** Commits a wrong option or the right one, which is the one that no refutation belongs to; the program has to know which. */
async function predict(page: Page, language: Language, prediction: Prediction, wish: 'right' | 'wrong'): Promise<void> {
  const said = spoken[language];
  const form = page.getByRole('form', { name: said.predict });
  const commit = form.getByRole('button', { name: said.commit });
  await expect(commit).toBeDisabled();
  const { options } = prediction;
  if (!options) {
    await form.getByRole('textbox').fill(language === 'zh' ? '１' : '1');
    await commit.click();
    await expect(form.getByRole('status')).toContainText(said.wrong);
    return;
  }
  const chosen = options.findIndex(({ refutation }) => (wish === 'right') === (refutation === undefined));
  await form.getByRole('radio').nth(chosen).click();
  await commit.click();
  await expect(form.getByRole('status')).toContainText(said[wish]);
  await expect(form.getByRole('status')).toContainText(beginning(options[chosen]!.refutation?.[language]));
  await expect(commit).toHaveCount(0);
}

/** A wrong reason is answered by its refutation, and the right one ends the step; a number that was wrong is not called right. */
async function reason(page: Page, language: Language, why: Why, of: keyof typeof en.whyWrong): Promise<void> {
  const said = spoken[language];
  const form = page.getByRole('form', { name: said.why });
  const answer = form.getByRole('button', { name: said.answer });
  const wrong = why.options.findIndex(({ right }) => !right);
  await form.getByRole('radio').nth(wrong).click();
  await answer.click();
  await expect(form.getByRole('status')).toContainText(said.whyWrong[of]);
  await expect(form.getByRole('status')).toContainText(beginning(why.options[wrong]!.refutation?.[language]));
  await form
    .getByRole('radio')
    .nth(why.options.findIndex(({ right }) => right))
    .click();
  await answer.click();
  await expect(form.getByRole('status')).toContainText(said.whyRight);
}

/** Formulas are those of the step that is shown: their symbols point where its text says. */
async function formulas(page: Page, text: string): Promise<void> {
  const said = [...text.matchAll(/\\href\{#([\w-]+)\}/g)].map(([, id]) => id);
  const symbols = page.locator('.text math [data-part]');
  await expect
    .poll(() => symbols.evaluateAll((all) => all.map((each) => each.getAttribute('data-part'))))
    .toEqual(said);
}

/** Shows the solution after all hints, and takes it back. */
async function seeSolution(page: Page, language: Language, step: Step): Promise<void> {
  const said = spoken[language];
  const goals = card(page).filter({ has: page.locator('.goals') });
  const hints = step.hints ?? [];
  for (const [given, hint] of hints.entries()) {
    await goals.getByRole('button', { name: said.hint(given, hints.length) }).click();
    await expect(goals).toContainText(beginning(hint[language]));
  }
  await goals.getByRole('button', { name: said.solution }).click();
  await expect(goals.getByRole('status')).toContainText(said.solutionShown);
  await expect(goals.locator('li:not(.met)', { has: page.locator('.sign') })).toHaveCount(0);
  await goals.getByRole('button', { name: said.takeBack }).click();
  await expect(goals.getByText(said.notMet).first()).toBeAttached();
}

/** What captions call networks of a lesson: as its file does, and a preset by its own name. */
const called = ({ file, networks }: (typeof lessons)[number], ids: readonly string[], language: Language) =>
  ids.map((id) => {
    const { name } = file.networks.find((each) => each.id === id) ?? {};
    if (name) return name[language]!;
    const preset = networkNamed(id, networks)!;
    return preset.kind === 'config' ? preset.config.name : preset.document.name;
  });

/** Figures that stand side by side have captions, rows of a table names, in the language of the page. */
async function captions(page: Page, lesson: (typeof lessons)[number], index: number, language: Language) {
  const { beside = [], table } = lesson.file.steps[index]!;
  const shown = called(lesson, [startOf(lesson.file.steps, index), ...beside], language);
  await expect(page.locator('.figures figcaption')).toHaveText(beside.length > 0 ? shown : []);
  for (const name of shown)
    await expect(page.locator('.figures').getByLabel(name, { exact: false }).first()).toBeAttached();
  if (table) await expect(page.locator('.text tbody th')).toHaveText(called(lesson, table.on, language));
}

/** A link brings the network that is asked for: goals are met by whatever network there is. */
async function bringSolution(page: Page, { id, networks }: { id: string; networks: Networks }, number: number) {
  const { solution } = lessons.find(({ file }) => file.id === id)!.file.steps[number - 1]!;
  const link = linkOf(`${page.url().replace(/[?#].*/, '')}?step=${number}`, {
    networks: [networkNamed(solution!, networks)!],
    view: { hide: [], present: false, embed: false },
    lesson: id,
  });
  await page.goto(unwrap(link));
  await expect(page.locator('.goals li.met').first()).toBeVisible();
  await expect(page.locator('.goals li:not(.met)')).toHaveCount(0);
}

for (const [language, wish] of [
  ['en', 'wrong'],
  ['zh', 'right'],
] as const)
  test(`[lessons] all are walked through: ${language}, predictions ${wish}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: language === 'zh' ? 'dark' : 'light' });
    await page.goto('/lessons/');
    await page.evaluate((chosen) => localStorage.setItem('dla-explorer.language', chosen), language);
    const found: string[] = [];
    for (const lesson of lessons) {
      const { file, networks } = lesson;
      await page.goto(`/lessons/${file.id}/`);
      for (const [index, step] of file.steps.entries()) {
        if (index > 0) await page.keyboard.press('PageDown');
        await expect(heading(page)).toHaveText(step.title[language]!);
        await expect(page.locator('.lesson .canvas').first()).toBeVisible();
        await formulas(page, step.text[language]!);
        for (let frame = 1; frame < (step.frames?.length ?? 0); frame += 1) {
          await page.getByRole('button', { name: spoken[language].nextFrame }).click();
          await expect(card(page).first()).toContainText(beginning(step.frames![frame]!.text[language]));
        }
        if (step.prediction) await predict(page, language, step.prediction, wish);
        if (!step.frames) await captions(page, lesson, index, language);
        if (step.goals && wish === 'wrong') await seeSolution(page, language, step);
        if (step.goals && wish === 'right') await bringSolution(page, { id: file.id, networks }, index + 1);
        if (step.why && (!step.goals || wish === 'right')) {
          const number = step.prediction?.options && wish === 'right' ? 'right' : 'wrong';
          await reason(page, language, step.why, step.goals ? 'met' : number);
        }
        // On a projector, with all that was answered.
        await page.keyboard.press('p');
        await expect(page.locator('.lesson.presenting .stage[aria-busy=false]').first()).toBeVisible();
        await expect.poll(() => smallTexts(page), `${file.id} ${index + 1}`).toEqual([]);
        await page.keyboard.press('p');
        await expect(page.locator('.lesson.presenting')).toHaveCount(0);
        // All rules at a lesson's first step, colours and targets at every second one; the dark colours once a lesson.
        if (language === 'zh' ? index !== 1 : index % 2 > 0) continue;
        const rules = index === 0 ? [] : ['color-contrast', 'target-size'];
        for (const violation of await violationsOf(page, { rules }))
          found.push(`${file.id} ${index + 1}: ${violation}`);
      }
    }
    expect(found).toEqual([]);
  });

test('[lessons] text and figure light each other; steps stand in the address; P presents; a file opens', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/lessons/ida/?step=2');
  const phrase = page.locator('.text .part').first();
  await expect(page.locator('.canvas [data-id="level1-b1"]').first()).toBeVisible();
  // From the text to the figure.
  const halos = page.locator('.canvas g[aria-hidden=true]').first().locator('*');
  await expect(halos).toHaveCount(0);
  await phrase.focus();
  await expect(halos).not.toHaveCount(0);
  await expect(phrase).toHaveClass(/lit/);
  await heading(page).click();
  await expect(halos).toHaveCount(0);
  // And from the figure to the text.
  await mark(page, 'level1-b1').hover();
  await expect(phrase).toHaveClass(/lit/);
  // So do the symbols of a formula, by pointer and tap.
  await page.goto('/lessons/hda/');
  const symbol = page.locator('math [data-part="level1-b4"]');
  await expect(page.locator('.canvas [data-id="level1-b4"]').first()).toBeVisible();
  await expect(halos).toHaveCount(0);
  await symbol.click();
  await expect(halos).not.toHaveCount(0);
  await heading(page).hover();
  await expect(symbol).toHaveClass(/lit/);
  await symbol.click();
  await heading(page).hover();
  await expect(symbol).not.toHaveClass(/lit/);
  await mark(page, 'level1-n3').first().hover();
  await expect(page.locator('math [data-part="level1-n3"]')).toHaveClass(/lit/);
  await page.goto('/lessons/ida/?step=2');
  // Steps, and the way back.
  const ida = lessons.find(({ file: { id } }) => id === 'ida')!.file;
  const second = ida.steps[1]!.title.en!;
  await expect(heading(page)).toHaveText(second);
  await page.getByRole('button', { name: en.next }).click();
  await expect(page).toHaveURL(/step=3/);
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/step=4/);
  await page.goBack();
  await page.goBack();
  await expect(heading(page)).toHaveText(second);
  // What was predicted is there again.
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: en.commit }).click();
  await page.reload();
  await expect(page.getByRole('form', { name: en.predict }).getByRole('status')).toContainText('redicted');
  // A projector: no text below 20 pixels.
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Leave presentation' })).toBeVisible();
  await expect.poll(() => smallTexts(page)).toEqual([]);
  expect(await violationsOf(page, { rules: ['color-contrast', 'target-size'] })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Leave presentation' })).toHaveCount(0);
  // Of two figures beside each other, large ones too, more is seen than the bands.
  await page.goto('/lessons/dense-prediction/?step=6');
  for (const figure of await everyOf(page.locator('.lesson figure')))
    await expect(figure.locator('.canvas [data-id="dla_up-ida_0-node_1"]').first()).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Leave presentation' })).toBeVisible();
  for (const figure of await everyOf(page.locator('.lesson figure')))
    await expect(figure.locator('.canvas [data-id="dla_up-ida_0-node_1"]').first()).toBeVisible();
  // What was answered is seen at once, and the figure has its side to itself whatever is asked.
  await page.goto('/lessons/hda/?step=3');
  await expect(page.locator('.tasks form')).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Leave presentation' })).toBeVisible();
  const forms = page.locator('.tasks form');
  const room = () => page.locator('.lesson .figures').boundingBox();
  for (const at of [0, 1]) {
    await forms.nth(at).getByRole('radio').first().click();
    await forms.nth(at).locator('button[type=submit]').click();
    await expect(forms.nth(at).getByRole('status')).toBeInViewport({ ratio: 1 });
    await expect.poll(async () => (await room())?.height).toBeGreaterThan(560);
    await expect.poll(async () => (await room())?.width).toBeGreaterThan(700);
  }
  await page.goto('/lessons/ida/?step=4');
  // A phone: nothing is wider than the screen.
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoWider(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  // On paper: the whole lesson in the place of the page.
  await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
  // A browser takes what is there at this very moment: no formula of any step is still on its way.
  const set = () =>
    page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const formulas = [...document.querySelectorAll('.print-sheet .formula')];
      return formulas.length > 0 && formulas.every((formula) => formula.querySelector('math'));
    });
  await expect.poll(set).toBe(true);
  await expect(page.locator('.print-sheet h2').first()).toBeVisible();
  await expect(page.locator('.print-sheet .picture svg').first()).toBeVisible();
  await expect(page.locator('.lesson')).toBeHidden();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen', reducedMotion: 'reduce' });
  // A lesson that a teacher wrote, with HTML in it, which is text.
  const own = {
    ...ida,
    id: 'own',
    title: { en: 'My own lesson' },
    steps: [
      { ...ida.steps[1], title: { en: 'Mine' }, text: { en: 'Look: <img src=x onerror=alert(1)> [a](javascript:1)' } },
    ],
  };
  await page.goto('/lessons/');
  const chooser = page.locator('main input[type=file]');
  await chooser.setInputFiles({ name: 'no.lesson.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await expect(page.getByText(/no\.lesson\.json was not opened/)).toBeVisible();
  await chooser.setInputFiles({
    name: 'own.lesson.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(own)),
  });
  await expect(heading(page)).toHaveText('Mine');
  await expect(page.locator('article.text')).toContainText('<img src=x onerror=alert(1)>');
  await expect(page.locator('article.text img, article.text a')).toHaveCount(0);
  await page.goBack();
  await expect(heading(page)).toHaveText('Lessons');
  // A link names a lesson, which opens, or one that is not there.
  const view = { hide: [], present: false, embed: false } as const;
  const linkTo = (lesson: string) =>
    unwrap(linkOf('/workspace/', { networks: [networkNamed('dla34', new Map())!], view, lesson }));
  await page.goto(linkTo('nowhere'));
  await expect(page.getByText(/names the lesson “nowhere”, which this program does not have/)).toBeVisible();
  await expect(heading(page)).toHaveText('Lessons');
  await page.goto(linkTo('hda').replace('/workspace/', '/lessons/'));
  await expect(page).toHaveURL(/lessons\/hda\//);
  await expect(heading(page)).toHaveText(lessons.find(({ file: { id } }) => id === 'hda')!.file.steps[0]!.title.en!);
});

test('[lessons] every picture of an example is seen whole, and two figures stand side by side where they are larger so', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/lessons/ida/');
  await expect(mark(page, 'fc')).toBeInViewport({ ratio: 1 });
  for (const blocks of [3, 4]) {
    await page.getByRole('button', { name: en.nextFrame }).click();
    await expect(mark(page, `level1-b${blocks}`)).toBeVisible();
    await expect(mark(page, 'fc')).toBeInViewport({ ratio: 1 });
  }
  const figures = page.locator('.lesson figure');
  const rows = async () => {
    const boxes = await Promise.all([0, 1].map((at) => figures.nth(at).boundingBox()));
    return new Set(boxes.map((box) => box?.y)).size;
  };
  // Blocks with their ops are tall, four blocks in a row are wide.
  await page.goto('/lessons/blocks/?step=3');
  await expect.poll(rows).toBe(1);
  await page.goto('/lessons/hda/?step=6');
  await expect(mark(page, 'fc').first()).toBeVisible();
  await expect.poll(rows).toBe(2);
});

test('[lessons] keys of a remote work while an option has the focus, and no ring stands where the page moved it', async ({
  page,
}) => {
  await page.goto('/lessons/ida/?step=2');
  await page.getByRole('radio').first().click();
  await page.keyboard.press('PageDown');
  await expect(page).toHaveURL(/step=3/);
  // The focus is at the new heading, for who listens.
  await expect(heading(page)).toBeFocused();
  await expect(heading(page)).toHaveCSS('outline-style', 'none');
  await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/step=2/);
  // Arrows are the options' own.
  await page.getByRole('radio').first().click();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio').nth(1)).toBeChecked();
  await expect(page).toHaveURL(/step=2/);
  await page.keyboard.press('p');
  await expect(page.locator('.lesson.presenting')).toBeVisible();
});

test('[lessons] a phrase keeps the focus, and its part its light, when the words around it come to be explained', async ({
  page,
}) => {
  let come = () => {};
  const asked = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/*.js', async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    if (text.includes('Multiply-adds for one image')) await asked;
    await route.fulfill({ response: answer, body: text });
  });
  await page.goto('/lessons/ida/?step=2');
  const phrase = page.locator('.text .part').first();
  await phrase.focus();
  await expect(phrase).toHaveClass(/lit/);
  await expect(page.locator('.text [data-about]')).toHaveCount(0);
  come();
  await expect(page.locator('.text [data-about]')).not.toHaveCount(0);
  await expect(phrase).toBeFocused();
  await expect(phrase).toHaveClass(/lit/);
});

test('[lessons] a lesson and its work sheet are printed whole, however soon somebody asks for them', async ({
  page,
}) => {
  // What a browser would take to paper.
  await page.addInitScript(() => {
    const papers: string[][] = [];
    Object.assign(window, {
      papers,
      print() {
        dispatchEvent(new Event('beforeprint'));
        const formulas = [...document.querySelectorAll('.print-sheet .formula')];
        papers.push([
          document.querySelector('.print-sheet h1')?.textContent ?? 'the page',
          formulas.length > 0 && formulas.every((formula) => formula.querySelector('math')) ? 'set' : 'not set',
        ]);
        Object.assign(window, {
          captions: [...document.querySelectorAll('.print-sheet .caption')].map((caption) => caption.textContent),
        });
        dispatchEvent(new Event('afterprint'));
      },
    });
  });
  const { file } = lessons.find((lesson) => lesson.file.id === 'ida')!;
  await page.goto('/lessons/ida/');
  for (const name of [en.print, en.printSheet, en.print]) {
    await page.getByRole('button', { name: en.more }).click();
    await page.getByRole('menuitem', { name }).click();
  }
  const title = file.title.en!;
  const papers = () => page.evaluate(() => (window as unknown as { papers: string[][] }).papers);
  await expect.poll(papers).toEqual([
    [title, 'set'],
    [en.sheet(title), 'set'],
    [title, 'set'],
  ]);
  await expect(page.locator('.print-sheet')).toHaveCount(0);
  // In Chinese every figure is called so, frames of an example as well.
  await page.evaluate(() => localStorage.setItem('dla-explorer.language', 'zh'));
  await page.reload();
  await page.getByRole('button', { name: zh.more }).click();
  await page.getByRole('menuitem', { name: zh.print }).click();
  const captions = () => page.evaluate(() => (window as unknown as { captions: string[] }).captions);
  await expect.poll(captions).toEqual(['IDA，两个块', 'IDA，三个块', 'IDA', 'IDA', '浅层结构']);
});
