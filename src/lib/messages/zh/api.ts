import type { Messages } from '../en.ts';

export const api: Messages['api'] = {
  title: '程序库',
  description: '把这里的一切当作 JavaScript 包来用：构建、编辑、计数、绘制、运行和导出网络。',
  intro:
    '本站的计算都由这个包完成。在代码仓库中用 npm pack 生成；可在 Node 20.19 及以上版本和浏览器中运行，带有类型。命令行也由它运行：npx dla-explorer count dla34。说明取自代码注释，仅有英文。',
  contents: '目录',
  examples: '示例',
  examplesHint: '它们在包的 examples 文件夹中。页面从自己旁边的 node_modules 里找这个包。',
  throws: '抛出',
  groups: {
    networks: '网络',
    editing: '编辑',
    counting: '计数',
    figures: '图',
    weights: '权重',
    running: '运行',
    exports: '导出',
    issues: '拒绝的原因',
  },
};
