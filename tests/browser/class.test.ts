import encodeQR from 'qr';
import { teaching as said } from '#lib/messages/en/teaching.ts';
import { violationsOf } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { expectNoWider } from './hand.ts';

// A class without a server: what a student answers becomes a code, and the teacher's page counts codes.

test('[class] a student’s code comes back typed, pasted and scanned, is counted once, and is shown beside what is measured', async ({
  page,
  context,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // A camera that looks at a canvas, once it has been allowed.
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.looked-at');
      return canvas
        ? Promise.resolve(canvas.captureStream(10))
        : Promise.reject(new DOMException('refused', 'NotAllowedError'));
    };
  });
  // Who chooses a lesson by keyboard is still at the choice when it is there.
  await page.goto('/lessons/class/');
  await page.getByRole('combobox', { name: said.class.lesson }).selectOption('ida');
  await expect(page).toHaveURL(/lesson=ida/);
  await expect(page.getByRole('textbox', { name: said.class.link.title })).toBeVisible();
  await page.getByRole('combobox', { name: said.class.lesson }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page).not.toHaveURL(/lesson=ida/);
  await expect(page.getByRole('textbox', { name: said.class.link.title })).not.toHaveValue(/ida/);
  await expect(page.getByRole('combobox', { name: said.class.lesson })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: said.class.link.title })).toHaveValue(/ida/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.class.title);
  const link = await page.getByRole('textbox', { name: said.class.link.title }).inputValue();

  const student = await context.newPage();
  await student.goto(link.replace(/^https?:\/\/[^/]+/, ''));
  // What gives answers away is not there.
  await expect(student.getByRole('button', { name: said.code.title })).toBeVisible();
  await expect(student.getByRole('button', { name: 'Open in workspace' })).toHaveCount(0);
  await student.getByRole('button', { name: 'Next', exact: true }).click();
  await student.getByRole('radio').first().click();
  await student.getByRole('button', { name: 'Commit my prediction' }).click();
  await expect(student.getByRole('button', { name: 'Commit my prediction' })).toHaveCount(0);
  const output = student.getByRole('dialog').locator('output');
  const isCode = /^(?:[0-9A-Z]{4}-)+[0-9A-Z]{1,4}$/;
  await student.getByRole('button', { name: said.code.title }).click();
  await expect(student.getByRole('dialog').getByRole('img', { name: said.code.qr })).toBeVisible();
  await expect(output).toHaveText(isCode);
  const first = (await output.textContent())!;
  expect(await violationsOf(student, { above: true })).toEqual([]);
  await student.keyboard.press('Escape');
  // Another student at the same machine.
  await student.getByRole('button', { name: said.code.title }).click();
  await student.getByRole('button', { name: said.code.another }).click();
  await student.getByRole('button', { name: said.code.forget }).click();
  await expect(output).not.toHaveText(first);
  await expect(output).toHaveText(isCode);
  const second = (await output.textContent())!;

  const codes = page.getByRole('textbox', { name: said.class.codes.label });
  const status = page.getByRole('form', { name: said.class.codes.title }).getByRole('status');
  await codes.fill(
    `${first}\n${first.toLowerCase().replaceAll('-', '')} ${first.slice(0, -1)}${first.endsWith('0') ? '1' : '0'}`,
  );
  await page.getByRole('button', { name: said.class.codes.add, exact: true }).click();
  await expect(status).toContainText(`${said.class.codes.added(1)} · ${said.class.codes.known(1)}`);
  await codes.fill('R52Y-YYYJ-PM');
  await codes.press('Enter');
  await expect(status).toContainText('of another lesson');
  // The camera: refused in words, then looked through.
  const camera = page.getByRole('button', { name: said.class.codes.camera });
  await camera.click();
  await expect(page.getByRole('alert')).toHaveText(said.class.cameras.refused);
  await page.getByRole('button', { name: said.class.codes.stop }).click();
  const rows = encodeQR(second, 'raw', { ecc: 'low', border: 4 });
  await page.evaluate((squares) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 400 });
    const side = 400 / squares.length;
    canvas.className = 'looked-at';
    canvas.hidden = true;
    document.body.append(canvas);
    setInterval(() => {
      const context2d = canvas.getContext('2d')!;
      for (const [y, row] of squares.entries())
        for (const [x, dark] of row.entries()) {
          context2d.fillStyle = dark ? '#000' : '#fff';
          context2d.fillRect(x * side, y * side, side + 1, side + 1);
        }
    }, 100);
  }, rows);
  await camera.click();
  await expect(page.getByRole('heading', { name: said.class.students(2) })).toBeVisible();
  await page.getByRole('button', { name: said.class.codes.stop }).click();
  // Nothing is shown before the teacher wants it; then one of the two, beside what is measured.
  const step = page.getByRole('region', { name: /^2\. / });
  await expect(step).toContainText(said.class.answered(1, 2));
  await expect(step.getByText('100%')).toHaveCount(0);
  await step.getByRole('button', { name: said.class.reveal }).click();
  await expect(step.getByText('1 · 100%')).toBeVisible();
  await expect(step.getByText(/^Measured: /)).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsOf(page, { rules: ['color-contrast', 'target-size'] })).toEqual([]);
  await expectNoWider(page);
  // Kept over a reload, taken away, cleared, and brought back.
  await page.reload();
  await expect(page.getByRole('heading', { name: said.class.students(2) })).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: said.class.save }).click();
  expect((await saved).suggestedFilename()).toBe('ida-class.csv');
  await page.getByRole('button', { name: said.class.clear, exact: true }).click();
  await expect(page.getByText(said.class.empty.title)).toBeVisible();
  await page.getByRole('button', { name: said.class.restore }).click();
  await expect(page.getByRole('heading', { name: said.class.students(2) })).toBeVisible();
});
