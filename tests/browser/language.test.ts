import type { Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { rest } from './accessibility.ts';
import { everyOf, expect, test, WORKSPACE } from './fixtures.ts';

// The language of the page is chosen while it is open, and nothing is lost by it.

const small = fileURLToPath(new URL('../../docs/small.json', import.meta.url));

/** Names, units and code, which are written alike in both languages, and the names of the sample's network and parts. */
const names =
  /^(?:DLA|Explorer|small|input|fc|max|split|res2net|ReLU|sigmoid|softmax|log|IDA|MACs|FLOPs|GMAC|logits?|SIMD|WebGL|WebGPU|WebAssembly|float32|Ctrl|Shift|Alt|Esc|Del|Enter|Backspace|JSON|CSV|torchinfo|thop|ptflops|fvcore|aten|pytorch|PyTorch|TylerYep|layer|info|calculate|macs|mult|adds|timm|models|torchvision|eval|top|ImageNet|HDA|UCI|Alpaydin|Kaynak|He|sha|bn|conv|relu|level\w+)$/i;

/** Words of Latin letters in texts that are seen, other than {@link names} and hashes. */
async function foreignWords(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement: element, data } = walk.currentNode as Text;
      if (element?.checkVisibility() && !/^(?:STYLE|SCRIPT)$/.test(element.tagName)) found.push(data);
    }
    return found;
  });
  return texts
    .filter((text) => !/^[0-9a-f]{64}$/.test(text.trim()))
    .flatMap((text) => text.match(/[A-Za-z][A-Za-z0-9]{2,}/g) ?? [])
    .filter((word) => !names.test(word));
}

async function choose(page: Page, language: 'English' | '简体中文'): Promise<void> {
  await page.getByRole('button', { name: /语言/ }).click();
  await page.getByRole('menuitemcheckbox', { name: language }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'zh-Hans');
}

/** What the page says once its figure moves no more: marks that come and go are among the words meanwhile, or not yet. */
async function textAtRest(page: Page): Promise<string> {
  let last = '';
  let still = 0;
  await expect
    .poll(
      async () => {
        const now = await page.locator('body').innerText();
        still = now === last ? still + 1 : 0;
        last = now;
        return still;
      },
      { intervals: [100] },
    )
    .toBeGreaterThan(5);
  return last;
}

test('[T1] a network that is open, run and undone stays as it is in another language, and comes back word for word', async ({
  page,
}) => {
  await page.goto(WORKSPACE);
  await page.getByLabel('Open a network file').setInputFiles(small);
  await expect(page.getByRole('listbox', { name: 'Figure of small' })).toBeVisible();
  await page.getByRole('treeitem', { name: /level 1/ }).click();
  await page.getByRole('button', { name: /\(d\) Tree/ }).click();
  await page.getByRole('button', { name: 'Undo: Level 1: IDA → tree' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('Top 5 of 10')).toBeVisible();
  await page.mouse.move(0, 0);
  const before = await textAtRest(page);
  const marks = await page.locator('.canvas [data-id]').count();

  await choose(page, '简体中文');
  await expect(page.getByText('前 5 名，共 10 类')).toBeVisible();
  await expect(page.getByRole('button', { name: '重做：层级 1：IDA → 树形' })).toBeEnabled();
  await expect(page.getByLabel('检查器').getByRole('heading', { name: '层级 1' })).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'small 的结构图' })).toBeVisible();
  await expect(page.locator('.canvas')).toContainText('32 通道');
  await expect(page.locator('.canvas [data-id]')).toHaveCount(marks);
  for (const tab of await everyOf(page.getByRole('tab'))) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await rest(page);
    await expect.poll(() => foreignWords(page)).toEqual([]);
  }
  await page.getByRole('tab', { name: '结果' }).click();

  await choose(page, 'English');
  await page.mouse.move(0, 0);
  await expect.poll(() => page.locator('body').innerText()).toBe(before);

  await choose(page, '简体中文');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('button', { name: '重做：层级 1：IDA → 树形' })).toBeEnabled();
});

test.describe('whose browser asks for Chinese', () => {
  test.use({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });

  test('[T1] begins in Chinese, on a phone as well, where nothing is wider than the screen and the way back is in a menu', async ({
    page,
  }) => {
    await page.goto(WORKSPACE);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    await expect(page.locator('footer').first()).toContainText('参数量');
    await rest(page);
    await expect.poll(() => foreignWords(page)).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'English' }).click();
    await expect(page.locator('footer').first()).toContainText('parameters');
  });
});
