import type { Messages } from '../en.ts';
import { counted, grouped } from './grammar.ts';

export const detection: Messages['detection'] = {
  title: '检测结果',
  picture: (image) => `${image} 上的检测结果`,
  list: '找到的目标',
  layer: '框下方显示的内容',
  layers: { image: '图像', heat: '热力图', gradient: '梯度' },
  threshold: (score) => `分数不低于 ${score}`,
  count: (shown, all) => `热力图的 ${grouped(all)} 个峰值中的 ${grouped(shown)} 个`,
  none: (all, threshold, best) =>
    all === 0 ? '热力图没有峰值。' : `热力图的 ${grouped(all)} 个峰值都没有达到 ${threshold}，最高的是 ${best}。`,
  seeded: '种子权重什么也认不出：这些是噪声的峰值。',
  inputPixels: '位置以输入的像素计。',
  imagePixels: (size) => `位置以图像的像素计，${size}。`,
  named: (name, score) => `${name}，${score}`,
  class: (index) => `类别 ${index}`,
  place: (x, y) => `${x}, ${y}`,
  depth: (metres) => `距离 ${metres} 米`,
  inSpace: (name, metres, degrees) => `${name}，${metres} 米，${degrees}°`,
  turned: (degrees) => `转动 ${degrees}°`,
  box: (left, top, right, bottom) => `${left}, ${top} 至 ${right}, ${bottom}`,
  sizes: (height, width, length) => `高 ${height} 米，宽 ${width} 米，长 ${length} 米`,
  joints: (count) => counted(count, '个关节'),
  identity: '颜色表示身份：可能是同一目标的颜色相近。',
  cell: (row, column, rows, columns, scale) =>
    `取自 ${rows} × ${columns} 热力图的第 ${row} 行第 ${column} 列：高亮的格子，对应输入的 ${scale} × ${scale} 像素。`,
  choose: '在这里或图像中选择一个检测结果，查看它来自何处。',
  explain: {
    button: '它取决于什么',
    offsets: '正在读取采样点的位置',
    failed: '无法计算',
    reach: (mass, field) => `其分数对图像的梯度：95 % 落在 ${mass} × ${mass} 像素内。感受野 ${field}。`,
    nothing: '其分数对图像的梯度处处为零。',
    notFinite: '其分数对图像的梯度在一些位置为 NaN 或无穷大。',
    taps: (node, farthest) =>
      `圆点：最后一个可变形卷积（${node}）的九个采样点为这个格子读取的位置，权重越大圆点越大；线：从不移动时的位置出发。移动最远的为 ${farthest} 像素。`,
    near: '采样点读取的位置，放大',
    noTaps: '它的颈部没有可变形卷积：采样点不移动。',
  },
};
