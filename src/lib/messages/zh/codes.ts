import type { CodeIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';

export const codes = {
  'code-mistyped': () => '代码中有字符读错、缺少或多余。请与学生屏幕上的代码核对。',
  'code-none': () => '这不是代码。代码由四个一组的字母和数字组成，如学生屏幕所示。',
  'code-other-lesson': () => '这个代码属于另一节课，或本课的另一个版本。请在上方选择那一课，或重新把链接发给全班。',
} satisfies Record<CodeIssue, Words>;
