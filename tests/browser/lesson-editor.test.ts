import { readFileSync } from 'node:fs';
import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { unwrap } from '#lib/issue.ts';
import { authoring as said } from '#lib/messages/en/authoring.ts';
import { violationsOf } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { expectNoWider } from './hand.ts';

// A lesson is written without code, seen beside, taken away as a file, and opened again.

test('[teacher] a lesson of two steps is written, checked, previewed, kept over a reload, saved and opened again', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/lessons/edit/');
  const form = page.getByRole('region', { name: said.form });
  const field = (name: string, at = 0) => form.getByRole('textbox', { name, exact: true }).nth(at);
  const checks = page.getByRole('region', { name: said.checks.title, exact: true });
  // A check leads to its place.
  await checks.getByRole('button', { name: said.places.parts.title }).first().click();
  await expect(field(said.about.title)).toBeFocused();
  await page.keyboard.type('Mine');
  await page.getByRole('button', { name: /^1/ }).click();
  await field(said.step.title).fill('Predict');
  await field(said.step.text).fill('Look at **level 3**.');
  await form.getByRole('button', { name: said.addPart(said.step.prediction) }).click();
  await field(said.prediction.question).fill('How many?');
  await form.getByLabel(said.measure.what, { exact: true }).first().selectOption('skipNodes');
  await form.getByLabel(said.measure.of, { exact: true }).first().selectOption('level3-b1');
  await field(said.options.text, 0).fill('One');
  await field(said.options.text, 1).fill('Two');
  await field(said.options.refutation, 0).fill('It passes more.');
  await form.getByText(said.options.holds).waitFor();
  await page.getByRole('button', { name: said.outline.add }).press('Enter');
  await expect(field(said.step.title)).toBeFocused();
  await expect(field(said.step.title)).toHaveValue('');
  await page.keyboard.type('Done');
  await field(said.step.text).fill('That is all.');
  await expect(checks.getByRole('status')).toContainText('can be opened');
  expect(await violationsOf(page)).toEqual([]);
  // The preview is the player.
  const preview = page.getByRole('region', { name: said.preview, exact: true });
  await page.getByRole('button', { name: /^1/ }).click();
  await preview.getByRole('radio').first().click();
  await preview.getByRole('button', { name: 'Commit my prediction' }).click();
  await expect(preview.getByRole('status').first()).toContainText('redicted');
  // Undone and done again, what was typed in one field as one; kept over a reload.
  await field(said.step.title).fill('Guess');
  await expect(preview.getByRole('heading', { name: 'Guess' })).toBeVisible();
  await page.getByRole('button', { name: said.undo }).click();
  await expect(field(said.step.title)).toHaveValue('Predict');
  await page.getByRole('button', { name: said.redo }).click();
  await expect(field(said.step.title)).toHaveValue('Guess');
  await page.reload();
  await page.getByRole('button', { name: /^1/ }).click();
  await expect(field(said.step.title)).toHaveValue('Guess');
  // Out as a file, which is a lesson, and as a link.
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: said.save, exact: true }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('my-lesson.lesson.json');
  const text = readFileSync(await file.path(), 'utf8');
  expect(unwrap(parseLesson(text)).file.steps.map(({ title }) => title.en)).toEqual(['Guess', 'Done']);
  await page.getByRole('button', { name: said.handOut }).click();
  await expect(page.getByRole('textbox', { name: said.out.link })).toHaveValue(/\/lessons\/#1\./);
  expect(await violationsOf(page, { above: true })).toEqual([]);
  // What is typed there is taken back there, and the lesson stays as it is.
  const out = page.getByRole('dialog', { name: said.out.title });
  await out.getByText(said.out.json, { exact: true }).first().click();
  const json = out.getByRole('textbox', { name: said.out.json });
  await json.focus();
  await page.keyboard.type('x');
  await page.keyboard.press('Control+z');
  await expect(json).toHaveValue(/"Guess"/);
  await expect(json).not.toHaveValue(/x\{|\}\s*x/);
  await page.keyboard.press('Escape');
  await expect(out).toHaveCount(0);
  await expect(page.getByRole('button', { name: said.handOut })).toBeFocused();
  await expect(field(said.step.title)).toHaveValue('Guess');
  // From a lesson of the program, then from the file.
  await page.getByRole('button', { name: said.begin.title }).click();
  await page.getByRole('menuitem', { name: /^Lesson 4/ }).click();
  await expect(page.getByRole('textbox', { name: said.about.id })).toHaveValue('my-ida');
  await expect(checks.getByRole('status')).toContainText('nothing is amiss');
  // As it is, it is handed out by its short address, which fits a code; changed, it is all in the link.
  await page.getByRole('button', { name: said.handOut }).click();
  await expect(page.getByRole('textbox', { name: said.out.link })).toHaveValue(/\/lessons\/ida\/$/);
  await expect(out.getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  // A network is called in each language, and a caption says so.
  await page.getByRole('button', { name: said.outline.networks, exact: true }).click();
  const shallow = form.getByRole('group', { name: 'shallow' });
  await shallow.getByRole('textbox', { name: said.networks.name }).first().fill('the flat one');
  await page.getByRole('button', { name: /^3/ }).click();
  await expect(preview.locator('figcaption')).toHaveText(['IDA', 'the flat one']);
  await page.getByRole('button', { name: said.handOut }).click();
  await expect(page.getByRole('textbox', { name: said.out.link })).toHaveValue(/\/lessons\/#1\./);
  await expect(out.getByText(said.out.noCode)).toBeVisible();
  await page.keyboard.press('Escape');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'a.lesson.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(field(said.about.title)).toHaveValue('Mine');
  // A phone and the dark: one of the three at a time, nothing wider than the screen.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(preview).toBeHidden();
  await page.getByRole('radio', { name: said.sides.see }).click();
  await expect(preview).toBeVisible();
  expect(await violationsOf(page, { rules: ['color-contrast', 'target-size'] })).toEqual([]);
  await expectNoWider(page);
});

test('[teacher] a lesson file too large for a link opens all the same, and comes back after a reload', async ({
  page,
}) => {
  const lesson = JSON.parse(readFileSync(new URL('../../docs/lesson.json', import.meta.url), 'utf8')) as {
    steps: { text: { en: string } }[];
  };
  // Letters that no packing makes short.
  let [seed, noise] = [1, ''];
  while (noise.length < 120_000) {
    seed = (seed * 48_271) % 2_147_483_647;
    noise += seed.toString(36);
  }
  lesson.steps[0]!.text.en = `Begin. ${noise}`;
  await page.goto('/lessons/');
  await page.locator('main input[type=file]').setInputFiles({
    name: 'large.lesson.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(lesson)),
  });
  await expect(page).toHaveURL(/\?own=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Four blocks');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Four blocks');
  // The page for its class says what to do in the place of a link.
  await page.goto(page.url().replace('/lessons/', '/lessons/class/'));
  await expect(page.getByText(/too large for a link/)).toBeVisible();
});
