import type { Messages } from '../en.ts';

export const front: Messages['front'] = {
  title: 'DLA Explorer：看清深度网络如何聚合各层',
  description: '在浏览器中绘制、修改、计数和运行深度层聚合（DLA）网络。无需安装，数据不会离开本机。',
  what: '看清深度网络如何聚合各层学到的内容：就在浏览器里绘制、修改、计数和运行。',
  workspace: '打开工作区',
  lessons: '课程',
  blank: '绘制新网络',
};
