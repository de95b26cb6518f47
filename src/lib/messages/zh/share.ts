import type { Messages } from '../en.ts';
import { counted, inQuotes } from './grammar.ts';

export const share: Messages['share'] = {
  button: '分享',
  hint: '用链接分享当前打开的内容',
  title: '分享链接',
  what: (networks) =>
    `链接包含${networks === 1 ? '此网络' : `这 ${networks} 个网络`}现在的状态。不会向服务器发送任何内容。`,
  link: '链接',
  embed: '嵌入其他网页的框架',
  copyLink: '复制链接',
  copyEmbed: '复制框架代码',
  copied: '链接已复制到剪贴板。',
  copiedEmbed: '框架代码已复制到剪贴板。',
  blocked: '浏览器禁止访问剪贴板，请选中文字后手动复制。',
  length: (count) => counted(count, '个字符'),
  code: '链接的二维码',
  noCode: '链接太长，无法生成二维码。请复制链接，用消息发送。',
  hide: {
    title: '不显示',
    parts: {
      palette: '组件面板和大纲',
      inspector: '检查器',
      drawer: '结果与开销',
      bar: '顶栏',
    },
  },
  opens: (panel) => `打开面板${inQuotes(panel)}`,
  present: '以投影方式打开：只显示结构图',
  figure: (name) => `${name}，DLA Explorer 的结构图`,
  open: '在 DLA Explorer 中打开',
  notOpened: '链接没有打开',
};
